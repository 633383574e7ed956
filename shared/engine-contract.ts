import * as z from 'zod'
import { method } from './contract.ts'
import { generation, limits, type Settings } from './generation.ts'
import type { Seed } from './seed.ts'

export const deviceIds = ['dml', 'cuda', 'coreml', 'webgpu', 'cpu'] as const
export type DeviceId = (typeof deviceIds)[number]

/** One row per device of this platform: whether it can be used, and if not, why. */
export type DeviceReport = { id: DeviceId; name: string; usable: boolean; reason: string }

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

export type Stage = 'load' | 'verify' | 'encode' | 'sample' | 'decode' | 'write'

export type GenerateEvent =
  | { kind: 'stage'; stage: Stage; image: number }
  /** `step` of `of` is done in picture `image` of `images` (counted from 0); `msLeft` is for all of them. */
  | { kind: 'step'; image: number; images: number; step: number; of: number; msLeft: number | null }
  /** The predicted clean picture (x0) after `step`, as PNG bytes, at most 256 px a side. */
  | { kind: 'preview'; image: number; step: number; png: Uint8Array }
  | { kind: 'image'; image: number; file: string }
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
}

const device = z.enum(deviceIds).optional()
const folder = z.string().min(1)

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
      previews: z.enum(['none', 'fast']).default('none'),
      /** A folder for one PNG per step, decoded in full. */
      frames: z.string().min(1).optional(),
    }),
  ),
}
export type EngineContract = typeof engineContract
export type GenerateRequest = z.output<EngineContract['generate.run']['input']>
