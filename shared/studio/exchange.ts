import * as z from 'zod'
import { method } from '../contract.ts'
import { type PictureId, pictureFilter, pictureId } from './pictures.ts'

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

const exportWish = z.strictObject({
  /** A folder, or a file that ends in .zip. */
  to: z.string().min(1).max(4096),
  /** Null: each as it is. */
  format: z.enum(exportFormats).nullable().default(null),
  /** Of the encoder's own scale, 1 to 100; null: its usual one. */
  quality: z.int().min(1).max(100).nullable().default(null),
  /** Without a word about the making. */
  strip: z.boolean().default(false),
  sheet: z.boolean().default(false),
  /** A page for a browser with all of them, in a folder of its own. */
  gallery: z.boolean().default(false),
  /** Which; without them, all that the filter lets pass. */
  ids: z.array(pictureId).min(1).max(100_000).optional(),
  filter: pictureFilter.default({ trashed: false }),
})
export type ExportWish = z.output<typeof exportWish>
export type ExportEvent = { done: number; of: number; msLeft: number }
export type ExportResult = {
  to: string
  written: number
  /** What could not be read, and what of a picture's making could not come along, a sentence each. */
  problems: string[]
}

const path = z.string().min(1).max(4096)

/** What comes into a library from elsewhere, and goes out of it. */
export const exchangeContract = {
  /** Copies pictures from files and folders into the library. Cancelling ends it between files. Moving is for the command line. */
  'library.import': method<ImportResult, ImportEvent>()(
    z.strictObject({ paths: z.array(path).min(1).max(10_000) }),
  ),
  /** Writes pictures as files elsewhere: all of them or, cancelled, none. */
  'library.export': method<ExportResult, ExportEvent>()(exportWish),
}
