import { numberOf } from './fields.ts'
import type { Lora } from './foreign.ts'

const tag = /<(?:lora|lyco):([^:<>\n]{1,200})(?::([-+.\d]{1,20}))?[^<>\n]{0,80}>/g

/** The LoRAs that A1111 and many after it name within a prompt: `<lora:name:0.8>`. */
export const lorasIn = (prompt: string): Lora[] =>
  [...prompt.matchAll(tag)].slice(0, 100).map(([, name, weight]) => ({
    name: name!.trim(),
    weight: numberOf(weight) ?? (weight === undefined ? 1 : null),
    hash: null,
  }))

/** The prompt as the model would be told it: the tags are no words. */
export function withoutLoraTags(prompt: string): string {
  const words = prompt.replace(tag, '')
  return words === prompt ? prompt : words.replace(/ {2,}/g, ' ').replace(/ ,/g, ',').trim()
}
