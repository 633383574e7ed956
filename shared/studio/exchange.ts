import * as z from 'zod'
import { method } from '../contract.ts'
import type { PictureId } from './pictures.ts'

export type ImportEvent = {
  done: number
  of: number
  msLeft: number
  /** The last that was looked at. */
  file: string
}
export type ImportResult = {
  /** Files that were looked at, or would have been. */
  found: number
  added: PictureId[]
  /** Whose pixels the library had already, or met twice. */
  known: number
  /** What is no picture, and what of a picture went wrong, a sentence each. */
  refused: { file: string; reason: string }[]
  /** It was ended early; what is in `added` stays. */
  cancelled: boolean
}

/** What pictures are exported as. */
export const exportFormats = ['png', 'webp', 'jpeg', 'avif'] as const
export type ExportFormat = (typeof exportFormats)[number]

const path = z.string().min(1).max(4096)

/** What comes into a library from elsewhere, and goes out of it. */
export const exchangeContract = {
  /** Copies or moves pictures from files and folders into the library. Cancelling ends it between files. */
  'library.import': method<ImportResult, ImportEvent>()(
    z.strictObject({ paths: z.array(path).min(1).max(10_000), move: z.boolean().default(false) }),
  ),
}
