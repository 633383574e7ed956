import * as z from 'zod'
import { lorasOf } from './prompt/loras.ts'
import type { Reading } from './prompt/reading.ts'

export const loraLimits = { strength: { min: -10, max: 10 }, most: 32 } as const

const strength = (what: string) =>
  z
    .number({ error: `${what} must be a number` })
    .min(loraLimits.strength.min, `${what} must be at least ${loraLimits.strength.min}`)
    .max(loraLimits.strength.max, `${what} must be at most ${loraLimits.strength.max}`)

/** A LoRA that is laid on the model, by the name of its file without the ending. */
export const lora = z.strictObject({
  name: z.string().trim().min(1, 'a LoRA is called by the name of its file').max(200),
  /** On the U-Net: 1 as it was trained, 0 not at all, negative away from it. */
  strength: strength('the strength of a LoRA').default(1),
  /** On the text encoders; null: the same. */
  clipStrength: strength('the strength of a LoRA on the words').nullable().default(null),
  /** Of the file, filled in when a picture is drawn; null where nobody has looked. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'the hash of a LoRA is 64 hexadecimal digits')
    .nullable()
    .default(null),
})
export type Lora = z.output<typeof lora>

/** In the order in which they are laid on. */
export const loras = z.array(lora).max(loraLimits.most, `at most ${loraLimits.most} LoRAs at once`)

/** Where the LoRAs that settings name lie, by name. */
export const loraFiles = z.record(z.string(), z.string().min(1))
export type LoraFiles = z.output<typeof loraFiles>

export const clipOf = ({ strength, clipStrength }: Lora): number => clipStrength ?? strength

/** Those that do something. */
export const actingLoras = (list: readonly Lora[]): Lora[] =>
  list.filter(one => one.strength !== 0 || clipOf(one) !== 0)

/**
 * The LoRAs of settings, those that are named in the words included where words are read so. Everything that draws asks
 * here, and here alone.
 */
export const lorasOfSettings = ({ loras = [], prompt = '', reading }: Naming): Lora[] => {
  const told = !reading || reading.style === 'plain' ? [] : lorasOf(prompt)
  return actingLoras([
    ...loras,
    ...told.map(({ name, strength, clipStrength }) => ({ name, strength, clipStrength, sha256: null })),
  ])
}

export type Naming = {
  loras?: readonly Lora[] | undefined
  prompt?: string | undefined
  reading?: Reading | undefined
}

/** `<lora:name:0.8>` as A1111 writes it; with a second number for the U-Net where the words have another. */
export const tagOf = (one: Lora): string => {
  const clip = clipOf(one)
  return `<lora:${one.name}:${clip}${clip === one.strength ? '' : `:${one.strength}`}>`
}
