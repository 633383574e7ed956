/** A LoRA or LyCORIS that a prompt names: `<lora:name:0.8>`. */
export type LoraTag = {
  /** Of the file, without its ending. */
  name: string
  /** For the U-Net; any sign. */
  strength: number
  /** For the text encoders. */
  clipStrength: number
  /** Where the tag stands in the text. */
  start: number
  end: number
}

/** As A1111's extra networks; a name holds no colon. */
export const loraTag = /<(?:lora|lyco):([^:<>\n]{1,200})((?::[^:<>\n]{1,40}){0,4})>/g

/**
 * The LoRAs of a prompt in the order in which they stand, the same one twice where it is named twice. As in A1111 the
 * first number is for both, a second one for the U-Net alone; `te=` and `unet=` say the same by name. What is no number
 * counts as 1.
 */
export const lorasOf = (prompt: string): LoraTag[] =>
  [...prompt.matchAll(loraTag)].map(match => {
    const said = match[2]!.split(':').slice(1)
    const named = (key: string) =>
      said.find(part => part.trim().startsWith(`${key}=`))?.replace(/^[^=]*=/, '')
    const placed = said.filter(part => !part.includes('='))
    const clipStrength = numberOr(1, named('te') ?? placed[0])
    return {
      name: match[1]!.trim(),
      strength: numberOr(clipStrength, named('unet') ?? placed[1]),
      clipStrength,
      start: match.index,
      end: match.index + match[0].length,
    }
  })

/** The words without the tags: they are no words. */
export const withoutLoras = (prompt: string): string => prompt.replace(loraTag, '')

function numberOr(other: number, text: string | undefined): number {
  const number = Number(text?.trim() || Number.NaN)
  return Number.isFinite(number) ? number : other
}
