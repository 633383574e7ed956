import * as z from 'zod'
import { method } from '../contract.ts'
import type { KnobReport, ModelReport } from '../engine-contract.ts'
import type { Generation, Settings } from '../generation.ts'
import { promptStyleIds } from '../prompt/style-names.ts'
import type { Precision } from './hub.ts'

export type ModelCard = {
  id: string
  /** What a person calls it. */
  name: string
  folder: string
  shipped: boolean
  /** Who it belongs to: this program, the models folder, a folder that was added, one that is looked through. */
  origin: 'shipped' | 'own' | 'linked' | 'watched'
  /** Of all its files; null where they cannot be read. */
  bytes: number | null
  /** How most of its U-Net's weights are kept. */
  precision: Precision | null
  /** Its page on the hub, where it came from there. */
  page: string | null
  /** A picture may be its beginning: it has an encoder. */
  startsFromPictures: boolean
  family: string
  /** Pixels, both sides a multiple of `multiple`. */
  native: { width: number; height: number }
  multiple: number
  /** Of what it draws in: channels, and pixels to a cell along each side. */
  latent: { channels: number; scale: number }
  defaults: Pick<Settings, 'steps' | 'guidance' | 'sampler' | 'schedule' | 'width' | 'height'>
  presets: Record<string, Partial<Pick<Settings, 'steps' | 'guidance' | 'sampler' | 'schedule'>>>
  knobs: (KnobReport & { default: number | string | null })[]
  /** What reads maps: `sketch` for an input of the model's own, then the names of its ControlNets. */
  controls: string[]
  /** How regions with words are told: by an input of the model's own, or by mixing what it says of each. */
  regions: 'input' | 'mixing'
  /** Its denoiser is told the mask and the image around it. */
  inpaints: boolean
  /** Whether another model may draw the end of its pictures, or it is such a one itself. */
  refining: 'takes' | 'is' | null
  /** A small decoder lies beside the full one. */
  tinyDecoder: boolean
  hasVocabulary: boolean
  licence: string | null
  /** Why it cannot be used, in one sentence; null when it can. */
  problem: string | null
}

/** The words that a small model was taught. */
export type Vocabulary = {
  subjects: { word: string; group: string; also: string[] }[]
  /** Other words by what they say: colours, places, sizes, times of day... */
  words: { kind: string; words: string[] }[]
}

export type TokenCount = {
  tokens: number
  /** How many the model reads; with several windows, how many those hold. */
  limit: number
  /** Windows of the text encoder that they fill. */
  windows: number
}

/** A picture to begin with. */
export type Starter = { title: string; generation: Partial<Generation> & Pick<Generation, 'prompt' | 'seed'> }

/** How far long work on files is. */
export type BytesEvent = { done: number; of: number; msLeft: number | null }

/** How a model compares with what it was: as its maker lists it, as the hub does, as it was added, or nothing to go by. */
export type VerifyResult = {
  against: 'maker' | 'hub' | 'added' | 'nothing'
  checked: number
  differs: string[]
  missing: string[]
  added: string[]
}

export type ModelPlaces = {
  /** Where downloads and copies go. */
  models: string
  /** Folders that are looked through. */
  folders: string[]
  /** Others that hold models on this machine, by their usual places, and are not looked through yet. */
  offers: { folder: string; program: string; models: number }[]
  trash: { models: number; bytes: number }
  /** Of this machine: what a model and its work must fit into. */
  memory: number
}

const model = z.string().min(1)
const folder = z.string().trim().min(1).max(4096)

export const modelsContract = {
  'models.list': method<ModelCard[]>()(z.void()),
  'models.inspect': method<ModelReport>()(z.strictObject({ model })),
  'models.vocabulary': method<Vocabulary | null>()(z.strictObject({ model })),
  'models.count': method<TokenCount>()(
    z.strictObject({ model, text: z.string().max(100_000), style: z.enum(promptStyleIds).default('plain') }),
  ),
  /**
   * What the model draws for a subject or a starter: PNG bytes, drawn once when nothing else is to be done, then kept.
   */
  'models.sample': method<{ png: Uint8Array }>()(
    z.strictObject({ model, prompt: z.string().max(500), seed: z.int().min(0).default(1) }),
  ),
  'models.starters': method<Starter[]>()(z.strictObject({ model })),
  /** A model's folder, or an upscaler's .onnx file: in place (`link`), or copied whole; `id` is what it is called then. Cancelling leaves everything as it was. */
  'models.add': method<{ id: string }, BytesEvent>()(
    z.strictObject({ folder, how: z.enum(['link', 'copy']).default('link') }),
  ),
  /** Into the trash, by the name to restore it with, or only forgotten where its files are somebody else's. */
  'models.remove': method<{ trashed: string | null }>()(z.strictObject({ model })),
  'models.restore': method<{ id: string }>()(z.strictObject({ trashed: z.string().min(1).max(255) })),
  'models.emptyTrash': method<ModelPlaces>()(z.void()),
  'models.verify': method<VerifyResult, BytesEvent>()(z.strictObject({ model })),
  'models.places': method<ModelPlaces>()(z.void()),
  /** Looks through a folder from now on, or no longer. */
  'models.lookThrough': method<ModelPlaces>()(z.strictObject({ folder, on: z.boolean() })),
  /** Never answers: tells whenever a model came, went or changed, until it is cancelled. */
  'models.watch': method<void, ModelCard[]>()(z.void()),
}
