import { StudioError } from '#shared/errors.ts'
import type { OwnControl } from '../conditions/own-control.ts'
import type { Sketch } from '../conditions/sketch.ts'
import { encodeKnobs } from '../model/knobs.ts'
import type { Model } from '../model/open.ts'
import type { Role } from '../model/ports.ts'
import type { Port } from '../runtime.ts'
import { elements } from '../tensor.ts'
import type { TextEmbedding } from './encode-text.ts'

/** One picture's value for an input: dims without the batch. */
export type Row = { data: Float32Array; dims: number[] }

export type RowContext = {
  model: Model
  text: TextEmbedding
  knobs: Readonly<Record<string, number | string>>
  width: number
  height: number
  guidance: number
  sketch: Sketch | null
  control: OwnControl | null
  /** Told of what to lead away from. */
  away: boolean
  /** One after another: masks [R, h, w] and the means of their words [R, width]. Null for none. */
  regions: { masks: Float32Array; embeds: Float32Array } | null
}

type ExtraRole = Exclude<Role, 'sample' | 'timestep' | 'encoder_hidden_states'>

/** How each input beyond the usual three is filled; every one is neutral where nothing was asked. */
const fillers: Record<ExtraRole, (context: RowContext, port: Port) => Row> = {
  text_embeds: ({ text }) => {
    if (!text.pooled)
      throw new StudioError(
        'model-broken',
        'The denoiser wants a pooled text embedding, but no text encoder gives one',
      )
    return vector(text.pooled)
  },
  // Original size, crop and target size, each as height, width (SDXL, Podell et al. 2023, section 2.2). The refiner is
  // told how well people like the picture instead of a target size (diffusers' defaults, 6 and 2.5).
  time_ids: ({ model, width, height, away }, { dims }) =>
    dims[1] === 5 || (dims[1] !== 6 && model.family.id === 'sdxl-refiner')
      ? vector(Float32Array.of(height, width, 0, 0, away ? 2.5 : 6))
      : vector(Float32Array.of(height, width, 0, 0, height, width)),
  timestep_cond: ({ guidance }, port) => vector(guidanceEmbedding(guidance - 1, fixed(port, 1))),
  knobs: ({ model, knobs }, port) =>
    vector(encodeKnobs(model.folder.studio?.knobs ?? [], knobs, fixed(port, 1))),
  sketch: ({ model, sketch, width, height }) => ({
    // A graph that is told no weight is told thinner ink.
    data: inkOf(sketch, width * height, !model.ports.sketch_weight),
    dims: [1, height, width],
  }),
  controlnet_cond: ({ control, width, height }) => ({
    data: control?.planes ?? new Float32Array(3 * width * height),
    dims: [3, height, width],
  }),
  conditioning_scale: ({ control }) => ({ data: Float32Array.of(control?.weight ?? 0), dims: [] }),
  sketch_weight: ({ sketch }) => ({ data: Float32Array.of(sketch?.weight ?? 0), dims: [] }),
  region_masks: ({ model, regions, width, height }) => {
    const dims = [height / model.rule.latentScale, width / model.rule.latentScale]
    if (!regions) return zeros([1, ...dims])
    return { data: regions.masks, dims: [regions.masks.length / elements(dims), ...dims] }
  },
  region_embeds: ({ text, regions }) =>
    regions
      ? { data: regions.embeds, dims: [regions.embeds.length / text.width, text.width] }
      : zeros([1, text.width]),
  dh: ({ model, width, height }, port) => zeros(hiddenDims(model, port, width, height)),
}

/** Rows for all extra inputs that this model has. */
export const extraRows = (context: RowContext): Partial<Record<Role, Row>> =>
  Object.fromEntries(
    (Object.keys(fillers) as ExtraRole[]).flatMap(role => {
      const port = context.model.ports[role]
      return port ? [[role, fillers[role](context, port)]] : []
    }),
  )

function inkOf(sketch: Sketch | null, pixels: number, weighed: boolean): Float32Array {
  if (!sketch) return new Float32Array(pixels)
  return weighed ? sketch.ink.map(ink => ink * sketch.weight) : sketch.ink
}

const vector = (data: Float32Array): Row => ({ data, dims: [data.length] })
const zeros = (dims: number[]): Row => ({ data: new Float32Array(elements(dims)), dims })

function fixed({ name, dims }: Port, axis: number): number {
  const size = dims[axis]
  if (typeof size === 'number') return size
  throw new StudioError(
    'model-broken',
    `Input ${name} leaves its width open (${dims.join(', ')}); export it with a fixed width`,
  )
}

function hiddenDims({ folder, rule }: Model, port: Port, width: number, height: number): number[] {
  const declared = port.dims.slice(1)
  const shape = folder.studio?.hidden?.shape
  return declared.map((dim, i) => {
    if (typeof dim === 'number') return dim
    if (!shape)
      throw new StudioError(
        'model-broken',
        `Input ${port.name} has no fixed shape and studio.json does not give "hidden.shape"`,
      )
    const scale = i === 0 ? 1 : i === 1 ? height / rule.native[0] : width / rule.native[1]
    return Math.round(shape[i]! * scale)
  })
}

/** Sinusoidal embedding of w = guidance scale - 1, times 1000 (Salimans & Ho 2022; diffusers' LCM pipeline). */
function guidanceEmbedding(w: number, width: number): Float32Array {
  const half = Math.floor(width / 2)
  const out = new Float32Array(width)
  for (let i = 0; i < half; i++) {
    const angle = w * 1000 * Math.exp((-Math.log(10000) * i) / (half - 1))
    out[i] = Math.sin(angle)
    out[half + i] = Math.cos(angle)
  }
  return out
}
