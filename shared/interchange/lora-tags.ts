import { numberOf } from './fields.ts'
import type { Lora } from './foreign.ts'

const tag = /<(?:lora|lyco):([^:<>\n]{1,200})(?::([-+.\d]{1,20}))?(?::([-+.\d]{1,20}))?[^<>\n]{0,80}>/g

/** The LoRAs that A1111 and many after it name within a prompt: `<lora:name:0.8>`; a second number is for the U-Net alone. */
export const lorasIn = (prompt: string): Lora[] =>
  [...prompt.matchAll(tag)].slice(0, 100).map(([, name, weight, unet]) => {
    const both = numberOf(weight) ?? (weight === undefined ? 1 : null)
    const own = numberOf(unet)
    return {
      name: name!.trim(),
      weight: own ?? both,
      hash: null,
      ...(own !== undefined && own !== both && { words: both }),
    }
  })

/** The prompt as the model would be told it: the tags are no words. */
export function withoutLoraTags(prompt: string): string {
  const words = prompt.replace(tag, '')
  return words === prompt ? prompt : words.replace(/ {2,}/g, ' ').replace(/ ,/g, ',').trim()
}
