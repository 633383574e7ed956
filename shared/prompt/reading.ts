import * as z from 'zod'
import { promptStyleIds } from './style-names.ts'

export const clipSkip = { min: 1, max: 12 } as const

/** How a picture's words are read. */
export const reading = z.strictObject({
  /** Whose rules the signs in a prompt follow; `plain` reads them as text and cuts what is too long. */
  style: z.enum(promptStyleIds).default('plain'),
  /** The text encoder's layer that is read, counted from the last; 1 is the one that the model was made with. */
  clipSkip: z
    .int({ error: 'CLIP skip must be a whole number' })
    .min(clipSkip.min, `CLIP skip must be at least ${clipSkip.min}`)
    .max(clipSkip.max, `CLIP skip must be at most ${clipSkip.max}`)
    .default(1),
})
export type Reading = z.output<typeof reading>

/** As pictures were read that do not say how. */
export const plainReading: Reading = { style: 'plain', clipSkip: 1 }

/** As the window and the command line read what is typed. */
export const usualReading: Reading = { style: 'a1111', clipSkip: 1 }

/** Signs that any style may read; with none of them, and no more tokens than one window holds, all styles agree. */
const signs = /[()[\]{}\\<#]|__|\/\/|\/\*|embedding:|\b(?:AND|BREAK)\b/

/** A token takes at least one byte of what the tokenizer reads. */
const short = (text: string) => new TextEncoder().encode(text.normalize('NFC').toLowerCase()).length <= 75

/** Whether a text may mean something else when it is read otherwise. */
export const saysMore = (text: string): boolean => signs.test(text) || !short(text)
