import * as z from 'zod'
import { deviceIds } from '../engine-contract.ts'
import { generation, limits, type Settings } from '../generation.ts'
import { upscaled } from '../upscaled.ts'

/** The keyword of our own chunk. */
export const recordKeyword = 'reroll'

/** What stands before it in the EXIF of other kinds of file, in the tag MakerNote. */
export const recordMark = 'reroll:'

/** Everything needed to make the same bytes again. Holds no date, so that the same settings give the same file. */
export const pictureRecord = z.object({
  /** Of this chunk's format; a reader refuses a newer one. */
  format: z.literal(1),
  settings: generation.transform(value => value as Settings),
  /** Drawn in one pass with others: how many, and which one it was. */
  batch: z.object({ size: z.int().min(1), index: z.int().min(0) }),
  model: z.object({ id: z.string(), hash: z.string() }),
  device: z.enum(deviceIds),
  /** How many worked on it: another number may round otherwise in the last bit. Absent in older files. */
  threads: z.int().min(1).max(limits.threads.max).optional(),
  /**
   * What was done without as memory ran out, where it may show: rows of the batch that the denoiser saw in one pass, and
   * latent cells of a side that the decoder had room for; null for all. `apart`: its tiles knew nothing of one another.
   */
  economy: z
    .object({
      rows: z.int().min(1).nullable(),
      tile: z.int().min(1).nullable(),
      apart: z.literal(true).optional(),
    })
    .optional(),
  versions: z.object({ reroll: z.string(), onnxruntime: z.string() }),
  /** Of the file, where only a part of it was drawn at the settings' size. */
  size: z.object({ width: z.int().min(1), height: z.int().min(1) }).optional(),
  /** Of each LoRA by name: what A1111 and Civitai call its file. */
  loraHashes: z.record(z.string(), z.string().max(64)).optional(),
  /** The words as they were typed, where some were chosen by the seed. */
  template: z.object({ prompt: z.string(), negative: z.string() }).optional(),
  /** Textual inversions that were at hand, by name: SHA-256 of the file. */
  embeddings: z.record(z.string(), z.string()).optional(),
  /** Made larger after it was drawn: everything else tells of the picture that it was made of. */
  upscaled: upscaled.optional(),
  /** SHA-256 of the raw 8-bit RGB rows. */
  pixels: z.string(),
})
export type PictureRecord = z.output<typeof pictureRecord>
