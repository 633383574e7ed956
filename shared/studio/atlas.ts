import * as z from 'zod'
import { method } from '../contract.ts'
import { type PictureId, pictureFilter } from './pictures.ts'

/** What prompts of one square of the map say more often than those of the others. */
export type Region = {
  /** The square's side as a share of the map's: 1/4, 1/8, ... */
  side: number
  /** The middle of its pictures, 0..1. */
  x: number
  y: number
  /** Its pictures, of those that were asked for. */
  count: number
  /** At most two, the most telling first. */
  words: string[]
}

export type AtlasEvent =
  /** Which pictures, 32 bytes of each id, and where each lies: x and y in turn, 0..1. Final: nothing better comes. */
  | { kind: 'pictures'; ids: Uint8Array; places: Float32Array; final: boolean }
  | { kind: 'progress'; share: number; msLeft: number | null }
  | { kind: 'words'; regions: Region[] }

export type AtlasResult = {
  placed: number
  /** Of those asked for, pictures that no scorer has looked at. */
  waiting: number
}

/** Words that were never tried, or never together, and that no picture is near to. */
export type Hole = {
  prompt: string
  /** What it is made of: a subject, a colour, a place. */
  parts: string[]
  /** Those of the parts that no prompt has. */
  unused: string[]
  /** The picture that is most like it, and the mean cosine with the three most like it; null where none was looked at. */
  nearest: PictureId | null
  cosine: number | null
  /** Of the words that were tried, the share that has pictures nearer than this; null where too few were tried. */
  nearer: number | null
  /** Among the pictures that are most like it, 0..1; null where they have no place. */
  place: { x: number; y: number } | null
}

export type HolesResult = {
  holes: Hole[]
  /** Texts of words that were tried together, and the median of their cosines; null where too few were. */
  tried: { texts: number; median: number } | null
  /** Texts that were held against the pictures. */
  asked: number
  /** How many of the words that the model knows stand in a prompt. */
  words: { known: number; used: number }
  /** Whose words: the model's own, or everyday ones where it does not say what it knows. */
  source: 'model' | 'everyday'
  /** Why there is no telling how near pictures are, in one sentence; words alone count then. */
  problem: string | null
}

export const atlasContract = {
  /** Places the pictures of a filter on a plane, those that look alike together. Cancelled, what was found is kept. */
  'atlas.places': method<AtlasResult, AtlasEvent>()(
    z.strictObject({ filter: pictureFilter.default({ trashed: false }) }),
  ),
  /** What the library has never shown and the model knows words for; another seed, other words. */
  'atlas.holes': method<HolesResult, { kind: 'progress'; share: number }>()(
    z.strictObject({
      model: z.string().min(1),
      seed: z
        .int()
        .min(0)
        .max(2 ** 31),
      count: z.int().min(1).max(100).default(12),
    }),
  ),
}
