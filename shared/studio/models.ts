import * as z from 'zod'
import { method } from '../contract.ts'
import type { DeviceReport, KnobReport, ModelReport } from '../engine-contract.ts'
import type { Generation, Settings } from '../generation.ts'
import { promptStyleIds } from '../prompt/style-names.ts'

export type ModelCard = {
  id: string
  /** What a person calls it. */
  name: string
  folder: string
  shipped: boolean
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

const model = z.string().min(1)

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
  'devices.list': method<DeviceReport[]>()(z.void()),
}
