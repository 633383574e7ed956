import * as z from 'zod'
import { method } from '../contract.ts'
import type { ImportEvent, ImportResult } from './exchange.ts'
import { pictureId } from './pictures.ts'

/** A folder whose pictures show beside those of the library, and in which nothing is ever written. */
export type WatchedFolder = {
  /** Its whole path. */
  folder: string
  /** What it is called in queries: `in:NAME`. */
  name: string
  /** How many pictures of it are shown; those that the library has too are not counted. */
  pictures: number
  /** Why it cannot be looked at now, in one sentence with a way on; null when all is well. */
  problem: string | null
}

export type LookEvent = { done: number; of: number; msLeft: number }

const path = z.string().trim().min(1).max(4096)

export const foldersContract = {
  'folders.list': method<WatchedFolder[]>()(z.void()),
  /** Answers when all of it was looked at. Errors: `invalid-input` for one that cannot be watched, and why. */
  'folders.add': method<WatchedFolder[], LookEvent>()(z.strictObject({ folder: path })),
  /** Its pictures show no more; what was said of them is kept, should it be added again. */
  'folders.remove': method<WatchedFolder[]>()(z.strictObject({ folder: path })),
  /** Copies pictures of watched folders into the library, with stars, tags and all that was said of them. */
  'pictures.import': method<ImportResult, ImportEvent>()(
    z.strictObject({ ids: z.array(pictureId).min(1).max(100_000) }),
  ),
}
