import * as z from 'zod'
import { method } from '../contract.ts'
import type { Generation } from '../generation.ts'
import { mostQuery } from '../library/query.ts'
import type { PictureRecord } from '../png/record.ts'
import type { Seed } from '../seed.ts'
import type { Upscaled } from '../upscaled.ts'

/** SHA-256 of a picture's raw RGB pixels, in hex: what a picture is called everywhere. */
export const pictureId = z.string().regex(/^[0-9a-f]{64}$/, 'a picture id is 64 hexadecimal digits')
export type PictureId = string

/** What a thumbnail's tile shows. */
export type PictureCard = {
  id: PictureId
  /** Milliseconds since 1970. */
  created: number
  width: number
  height: number
  prompt: string
  seed: Seed | null
  model: string
  /** 0 to 5. */
  stars: number
  /** Whether it has any star. */
  starred: boolean
  /** The name of a colour, or empty. */
  label: string
  tags: string[]
  /** As the file tells them: empty or null where it does not. */
  sampler: string
  steps: number | null
  guidance: number | null
  /** Milliseconds since 1970, or null when it is not in the trash. */
  trashed: number | null
  /** It lies in a watched folder of this name, not in the library; `missing`: that folder is not there now. */
  external?: { folder: string; missing: boolean }
  /** Cosine with what was asked for by likeness. */
  match?: number
  /** How many look nearly the same, itself among them, where it stands for all of them. */
  twins?: number
}

/** Everything known of one picture. */
export type PictureDetail = PictureCard & {
  file: string
  bytes: number
  boards: string[]
  note: string
  /** How it was made; null for a picture that does not say. */
  record: PictureRecord | null
  /** Of which picture it was made, and by what, where it was made larger. */
  upscaled: Upscaled | null
}

/** Which pictures. What is left out does not narrow. */
export const pictureFilter = z.strictObject({
  /** Words that the prompt, the negative prompt or the note holds, all of them, each as the start of a word. */
  text: z.string().max(500).optional(),
  starred: z.boolean().optional(),
  trashed: z.boolean().default(false),
  model: z.string().optional(),
  prompt: z.string().optional(),
  tag: z.string().optional(),
  board: z.string().optional(),
  /** What somebody typed: see shared/library/query.ts. */
  query: z.string().max(mostQuery).optional(),
})

export const pictureSorts = [
  'newest',
  'oldest',
  'stars',
  'prompt',
  'seed',
  'largest',
  'match',
  'model',
  'sampler',
  'steps',
  'guidance',
  'label',
] as const
export type PictureSort = (typeof pictureSorts)[number]
export type PictureFilter = z.input<typeof pictureFilter>

/** In which order; `reversed` begins with the last. */
export const order = {
  sort: z.enum(pictureSorts).default('newest'),
  reversed: z.boolean().default(false),
}

export type PictureChange = {
  kind: 'added' | 'changed' | 'removed' | 'reset'
  /** Empty for `reset`: read everything again. */
  ids: PictureId[]
}

/** The settings that a picture file carries, ready to be put into the panels. */
export type RestoredSettings = {
  /** `reroll`, or another program's id (shared/interchange/programs.ts). */
  source: string
  generation: Partial<Generation>
  /** The model's id as the file names it, and whether it is installed here. */
  model: string | null
  modelInstalled: boolean
  /** The picture's id when it is in the library already. */
  id: PictureId | null
  /** LoRAs and a refiner that it names and that are not installed, one sentence each. */
  absent: string[]
  /** What could not be carried over, one sentence each. */
  warnings: string[]
}

export const picturesContract = {
  'pictures.range': method<{ total: number; pictures: PictureCard[] }>()(
    z.strictObject({
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(1000).default(200),
      filter: pictureFilter.default({ trashed: false }),
      ...order,
    }),
  ),
  'pictures.get': method<PictureDetail>()(z.strictObject({ id: pictureId })),
  /** Never answers: tells changes until it is cancelled. */
  'pictures.watch': method<void, PictureChange>()(z.void()),
  /** Reads the settings of a PNG file's bytes; imports nothing. */
  'pictures.read': method<RestoredSettings>()(
    z.strictObject({ name: z.string().max(1000), png: z.instanceof(Uint8Array) }),
  ),
  /** The four below need `can` of `host.info`; a browser does them by itself. */
  'pictures.saveAs': method<{ file: string | null }>()(z.strictObject({ id: pictureId })),
  'pictures.copy': method<void>()(z.strictObject({ id: pictureId })),
  'pictures.reveal': method<void>()(z.strictObject({ id: pictureId })),
  'pictures.dragOut': method<void>()(z.strictObject({ id: pictureId })),
}
