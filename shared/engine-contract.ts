import * as z from 'zod'
import type { Adapter } from './adapters.ts'
import { assets as files } from './conditions.ts'
import { method } from './contract.ts'
import { type DeviceId, deviceIds } from './device-ids.ts'
import { generation, limits, type Settings } from './generation.ts'
import { loraFiles } from './loras.ts'
import { promptFiles } from './prompt/prompt-files.ts'
import { scoreContract } from './score-contract.ts'
import type { Seed } from './seed.ts'
import { direction } from './steer.ts'
import { upscaleContract } from './upscale-contract.ts'

export { type DeviceId, deviceIds }

/** One row per device of this platform: whether it can be used, and if not, why. */
export type DeviceReport = {
  id: DeviceId
  name: string
  usable: boolean
  reason: string
  /** What it works on, as far as the system tells. */
  adapters: Adapter[]
  /** Whether one of several adapters can be chosen. */
  choosable: boolean
}

export type PartReport = {
  part: string
  file: string
  bytes: number
  inputs: string[]
  outputs: string[]
}

/** What a model folder is and whether it can run here. */
export type ModelReport = {
  id: string
  folder: string
  family: string
  canRun: boolean
  /** One sentence each; empty when it can run. */
  problems: string[]
  warnings: string[]
  hash: string | null
  bytes: number
  parts: PartReport[]
  defaults: Pick<Settings, 'steps' | 'guidance' | 'sampler' | 'schedule' | 'width' | 'height'> | null
  knobs: KnobReport[]
  /** What reads maps: `sketch` for an input of the model's own, then the names of its ControlNets. */
  controls: string[]
  /** How regions with words are told: by an input of the model's own, or by mixing what it says of each. */
  regions: 'input' | 'mixing'
  /** Its denoiser is told the mask and the image around it. */
  inpaints: boolean
  licence: string | null
}
export type KnobReport = {
  name: string
  label: string
  kind: string
  min: number | null
  max: number | null
  unit: string
  help: string
  choices: string[]
}

/** `warm`: what a device does the first time with a model, such as its self-test. */
export type Stage = 'load' | 'warm' | 'verify' | 'encode' | 'sample' | 'decode' | 'write'

/**
 * A model is being opened: its bytes that are read, and how long it takes still, in ms; null while nobody can tell.
 * `open`: the graph of this part is being made ready, which tells nothing more until it is.
 */
export type LoadProgress = {
  doing: 'read' | 'open' | 'warm'
  part: string
  bytes: number
  of: number
  msLeft: number | null
}

export type GenerateEvent =
  | { kind: 'stage'; stage: Stage; image: number }
  /** `step` of `of` is done in picture `image` of `images` (counted from 0); `msLeft` is for all of them. */
  | { kind: 'step'; image: number; images: number; step: number; of: number; msLeft: number | null }
  /** The predicted clean picture (x0) after `step`, as PNG bytes, at most 256 px a side. */
  | { kind: 'preview'; image: number; step: number; png: Uint8Array }
  | { kind: 'image'; image: number; file: string }
  | ({ kind: 'loading'; image: number } & LoadProgress)
  /** LoRAs are being laid on the model: so much of it, 0..1, is done. */
  | { kind: 'merge'; image: number; share: number; msLeft: number | null }
  | { kind: 'warning'; message: string }

export type ImageResult = {
  file: string
  /** Of the file, and of its raw RGB pixels alone. */
  sha256: string
  pixels: string
  seed: Seed
  variation: Settings['variation']
  width: number
  height: number
}

export type Timings = Record<Stage, number> & { total: number; sessionRun: number }

export type GenerateResult = {
  images: ImageResult[]
  settings: Settings
  model: { id: string; hash: string; folder: string }
  device: { id: DeviceId; name: string; skipped: { id: DeviceId; reason: string }[] }
  /** Milliseconds per stage, summed over the pictures. */
  timings: Timings
  warnings: string[]
  /** In the order in which they were laid on. */
  loras: LaidLora[]
}

export type LaidLora = {
  name: string
  sha256: string
  /** As A1111 and Civitai call the file: the first 12 digits of the SHA-256 of all but its head. */
  autoV3: string
  /** Layers that were found in the model, of so many that the file has for the parts it was laid on. */
  matched: number
  of: number
  /** Names of those that were not, and keys that belong to nothing that Stable Diffusion has. */
  missing: string[]
}

const device = z.enum(deviceIds).optional()
const folder = z.string().min(1)
const directions = z.record(z.string(), direction).default({})
/** What the conditions of the settings name. */
const assets = files.default({})
/** Where the LoRAs of the settings lie, by name. */
const loras = loraFiles.default({})
/** Where the refiner of the settings lies. */
const refiner = folder.optional()
const side = z.int().min(16).max(1024)

/** A quick picture of what the settings would give: PNG bytes, how well it fits `score`'s text, and where it lies. */
export type DraftEvent = {
  kind: 'draft'
  /** In the order of the request; drafts may come out of order. */
  index: number
  png: Uint8Array | null
  /** Cosine of picture and text, -1..1. */
  score: number | null
  /** Unit length, from the scorer; null when it was not asked for. */
  embedding: Float32Array | null
  msLeft: number | null
}

/** One frame of a picture's way: the predicted picture after a step, or what the step began with. */
export type FrameEvent = { kind: 'frame'; step: number; of: number; sigma: number; png: Uint8Array }

/** How much of the picture changed in each step, as shares of the whole change, 0..1 each. */
export type ChangeCurve = {
  layout: number[]
  texture: number[]
  /** The step after which nine tenths of the change is done. */
  layoutDone: number
  textureDone: number
}

export type FoundKnob = {
  id: string
  direction: z.output<typeof direction>
  /** Share of the variance among the rolls that lies along it, 0..1. */
  explained: number
  /** Mean cosine, 0..1, with the nearest direction found from resampled rolls. */
  stability: number
  /** Where each roll lies along it, in the knob's units. */
  places: number[]
}

export type DiscoverEvent = DraftEvent | { kind: 'phase'; phase: 'rolls' | 'directions' }

export const engineContract = {
  'devices.list': method<DeviceReport[]>()(z.void()),
  'models.inspect': method<ModelReport>()(
    z.strictObject({ folder, device, verify: z.boolean().default(true) }),
  ),
  'generate.run': method<GenerateResult, GenerateEvent>()(
    z.strictObject({
      folder,
      device,
      generation,
      /** One PNG path per picture; seeds count up from the first. */
      files: z.array(z.string().min(1)).min(limits.count.min).max(limits.count.max),
      /** Pictures drawn in one pass. The bytes may differ in the last bit from those drawn one at a time. */
      batchSize: z.int().min(limits.batchSize.min).max(limits.batchSize.max).default(1),
      /** Of the CPU; absent: as many as this machine offers. */
      threads: z.int().min(limits.threads.min).max(limits.threads.max).optional(),
      previews: z.enum(['none', 'fast']).default('none'),
      /** A folder for one PNG per step, decoded in full. */
      frames: z.string().min(1).optional(),
      directions,
      assets,
      loras,
      refiner,
      promptFiles,
      /** Where to keep each picture's way through the steps; only with a batch size of 1. */
      trajectories: z.array(z.string().min(1)).optional(),
      /** A kept way whose beginning may be the same as this picture's: as far as it is, the model is not asked again. */
      replay: z.string().min(1).optional(),
    }),
  ),
  /** Quick pictures, kept in no file. Cancelling ends it within a step; what has been told stays told. */
  'drafts.run': method<{ drawn: number }, DraftEvent>()(
    z.strictObject({
      folder,
      device,
      generations: z.array(generation).min(1).max(1024),
      directions,
      assets,
      loras,
      promptFiles,
      /** Steps of each draft in place of its own, windows and branches in proportion; absent: as many as it says. */
      steps: z.int().min(1).max(150).optional(),
      /** At most so many pixels a side; null draws no picture. */
      side: side.nullable().default(128),
      /** A text to score against. */
      score: z.string().max(20_000).nullable().default(null),
      embed: z.boolean().default(false),
      /** The folder whose scorer is used; absent: the model's own. */
      scorer: folder.optional(),
    }),
  ),
  ...scoreContract,
  ...upscaleContract,
  /** Places points on a plane: PCA at once, UMAP for neighbourhoods. Positions lie in 0..1. */
  'map.place': method<{ positions: Float32Array }>()(
    z.strictObject({
      /** Row by row, `width` numbers each. */
      points: z.instanceof(Float32Array),
      width: z.int().min(1).max(4096),
      method: z.enum(['pca', 'umap']),
      seed: z.int().min(0).default(0),
    }),
  ),
  /** What the rolls of one prompt differ in, as knobs, the strongest first. */
  'knobs.discover': method<{ knobs: FoundKnob[]; space: string }, DiscoverEvent>()(
    z.strictObject({
      folder,
      device,
      /** The seeds count up from its own. */
      generation,
      assets,
      loras,
      promptFiles,
      rolls: z.int().min(16).max(128).default(64),
      steps: z.int().min(1).max(150).optional(),
      /** `auto`: the middle of the U-Net where its graph takes a `dh` of its own, else the predicted picture. */
      space: z.enum(['auto', 'h', 'x0']).default('auto'),
      keep: z.int().min(1).max(16).default(8),
      side: side.default(128),
    }),
  ),
  /** The movie of a picture's way, from a kept trajectory or drawn again from the settings. */
  'time.frames': method<{ curve: ChangeCurve; sigmas: number[]; kept: boolean }, FrameEvent>()(
    z.strictObject({
      folder,
      device,
      generation,
      directions,
      assets,
      loras,
      refiner,
      promptFiles,
      trajectory: z.string().min(1).optional(),
      /** The predicted clean picture, or the noisy one that each step begins with. */
      what: z.enum(['x0', 'xt']).default('x0'),
      side: side.default(256),
    }),
  ),
  /** The forward process: a picture dissolves into noise along the model's own levels. */
  'time.dissolve': method<{ sigmas: number[] }, FrameEvent>()(
    z.strictObject({
      folder,
      device,
      /** A PNG file; any size, brought to the settings' own. */
      image: z.string().min(1),
      generation,
      frames: z.int().min(2).max(150).default(20),
      side: side.default(256),
    }),
  ),
}
export type EngineContract = typeof engineContract
export type GenerateRequest = z.output<EngineContract['generate.run']['input']>
