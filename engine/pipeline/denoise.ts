import { setImmediate as turn } from 'node:timers/promises'
import { type ControlNet, residualFeeds, type SharedFeeds } from '../conditions/control-nets.ts'
import { mixRegion } from '../conditions/mix-regions.ts'
import type { HiddenUnet } from '../graph/hidden-unet.ts'
import type { Model } from '../model/open.ts'
import { outputPort, type Role, type RolePorts } from '../model/ports.ts'
import type { Port } from '../runtime.ts'
import type { Denoise, Latent } from '../sampling/sampler.ts'
import { elements, floats, type Tensor, tensor } from '../tensor.ts'
import type { Row } from './extra-inputs.ts'

/** Everything that the denoiser is told about one picture, apart from the latent and the time. */
export type Condition = Partial<Record<Role, Row>>

export type DenoiseOptions = {
  model: Model
  /** One per picture of the batch. */
  conditions: readonly Condition[]
  /** The same without the words, for guidance; null when guidance is off. */
  unconditions: readonly Condition[] | null
  guidance: number
  /** Of `conditions` among the prompts that are drawn together; absent: 1. */
  weight?: number | undefined
  /** Further prompts that are drawn together with it, each with its weight (arXiv:2206.01714). */
  others?: readonly { conditions: readonly Condition[]; weight: number }[] | undefined
  /** Parts of the picture that are told something else, each with its share of every cell; later ones lie over earlier. */
  regions?: readonly { condition: Condition; cells: Float32Array }[] | undefined
  /** ControlNets, asked in every pass. */
  nets?: readonly ControlNet[] | undefined
  /** Latent of one picture: [channels, height, width]. */
  latentDims: readonly [number, number, number]
  /** What every row of the graph's `sample` holds behind the latent, as planes of its size; null for nothing. */
  beside: Float32Array | null
  signal: AbortSignal
  /** The U-Net's middle, where it is to be read or added to. */
  middle?: Middle | undefined
}

export type Middle = {
  net: HiddenUnet
  /** What is added to it in every pass; null for nothing. */
  add: Row | null
  /** Told of the middle in each pass with the words: one [C, h, w] per picture, one after another. */
  onRead?: ((h: Float32Array, dims: readonly number[], sigma: number) => void) | undefined
}

/**
 * The denoiser with classifier-free guidance (Ho & Salimans 2022, eq. 6) as a function of latent and sigma.
 * The latent holds the whole batch; the event loop turns before each call, so that cancelling is heard.
 */
export function guidedDenoiser(options: DenoiseOptions): Denoise {
  const {
    model,
    conditions,
    unconditions,
    guidance,
    weight = 1,
    others = [],
    regions = [],
    nets = [],
    latentDims,
    beside,
    signal,
    middle,
  } = options
  const { levels } = model
  const { unet, ports } = middle?.net ?? model
  const size = elements(latentDims)
  const [, height, width] = latentDims
  const rowSize = size + (beside?.length ?? 0)
  const rowDims = [rowSize / (height * width), height, width]
  const output = outputPort(unet, ['out_sample'], 4, model.folder.files.unet!).name
  const told = [...(unconditions ?? []), ...conditions]
  const regional = regions.flatMap(({ condition }) => conditions.map(() => condition))
  const rows = [...told, ...regional, ...others.flatMap(({ conditions }) => conditions)]
  const weights = [weight, ...others.map(({ weight }) => weight)]
  const passes = frozenBatch(ports.sample!) ?? Math.min(rows.length, model.economy.rows ?? rows.length)
  const parts = chunks(rows, passes)
  const fixedFeeds = parts.map(chunk => feedsOf(ports, chunk, middle))
  const { residuals } = model
  const shared = nets.length ? parts.map(sharedFeeds) : []
  const wanted = middle?.onRead ? [output, middle.net.output] : [output]

  const predict = async (x: Latent, sigma: number): Promise<Float32Array> => {
    const input = levels.modelInput(x, sigma)
    const time = levels.timestepOf(sigma)
    const out = new Float32Array(rows.length * size)
    const read: Float32Array[] = []
    let readDims: readonly number[] = []
    for (const [k, feeds] of fixedFeeds.entries()) {
      await turn()
      signal.throwIfAborted()
      const sample = new Float32Array(passes * rowSize)
      for (let i = 0; i < passes; i++) {
        const picture = Math.min(k * passes + i, rows.length - 1) % conditions.length
        sample.set(input.subarray(picture * size, (picture + 1) * size), i * rowSize)
        if (beside) sample.set(beside, i * rowSize + size)
      }
      const added =
        residuals &&
        (await residualFeeds(
          residuals,
          nets,
          {
            ...shared[k],
            sample: { data: sample, dims: [passes, ...rowDims] },
            timestep: { data: Float32Array.of(time), dims: [1] },
          },
          passes,
        ))
      const result = await unet.run(
        {
          ...feeds,
          ...added,
          [ports.sample!.name]: tensor(ports.sample!.type, sample, [passes, ...rowDims]),
          [ports.timestep!.name]: timestep(ports.timestep!, ports.sample!, time, passes),
        },
        wanted,
      )
      if (middle?.onRead) {
        const h = result[middle.net.output]!
        readDims = h.dims.slice(1)
        const each = elements(readDims)
        const held = floats(h)
        for (let i = 0; i < passes; i++) read.push(held.slice(i * each, (i + 1) * each))
      }
      const values = floats(result[output]!)
      out.set(values.subarray(0, Math.min(passes * size, out.length - k * passes * size)), k * passes * size)
    }
    if (middle?.onRead) {
      const withWords = read.slice(told.length - conditions.length, told.length)
      const each = elements(readDims)
      const joined = new Float32Array(withWords.length * each)
      withWords.forEach((h, i) => {
        joined.set(h, i * each)
      })
      middle.onRead(joined, readDims, sigma)
    }
    return out
  }

  return async (x, sigma) => {
    const out = await predict(x, sigma)
    const words = out.subarray(told.length * size - x.length, told.length * size)
    if (others.length) {
      const from = (told.length + regional.length) * size
      const beside = others.map((_, k) => out.subarray(from + k * x.length, from + (k + 1) * x.length))
      together(words, [words, ...beside], weights, unconditions && out.subarray(0, x.length))
    }
    for (const [k, { cells }] of regions.entries()) {
      const from = told.length * size + k * x.length
      mixRegion(words, out.subarray(from, from + x.length), cells)
    }
    if (!unconditions) return levels.toDenoised(words, x, sigma)
    const guided = new Float32Array(x.length)
    for (let i = 0; i < guided.length; i++) guided[i] = out[i]! + guidance * (words[i]! - out[i]!)
    return levels.toDenoised(guided, x, sigma)
  }
}

/**
 * What several prompts come to as one: each one's way from what is said without words, times its weight, as A1111 adds
 * them; without that, their mean by weight. Written into `into`.
 */
function together(
  into: Float32Array,
  said: readonly Float32Array[],
  weights: readonly number[],
  without: Float32Array | null,
): void {
  const sum = weights.reduce((total, weight) => total + weight, 0) || 1
  for (let i = 0; i < into.length; i++) {
    const base = without?.[i] ?? 0
    let value = 0
    for (let k = 0; k < said.length; k++) value += weights[k]! * (said[k]![i]! - base)
    into[i] = without ? base + value : value / sum
  }
}

/** Some graphs are frozen to one batch size: 2 for guidance in one pass, 1 for one pass after the other. */
const frozenBatch = ({ dims }: Port): number | null =>
  typeof dims[0] === 'number' && dims[0] > 0 ? dims[0] : null

function chunks<T>(items: readonly T[], size: number): T[][] {
  const out: T[][] = []
  for (let i = 0; i < items.length; i += size) out.push(items.slice(i, i + size))
  // A frozen graph wants a full last batch; what fills it up is thrown away.
  const last = out.at(-1)
  while (last && last.length < size) last.push(last.at(-1)!)
  return out
}

/** What the rows tell ControlNets as well. */
function sharedFeeds(rows: readonly Condition[]): SharedFeeds {
  const roles = ['encoder_hidden_states', 'text_embeds', 'time_ids'] as const
  return Object.fromEntries(
    roles.flatMap(role => {
      const first = rows[0]?.[role]
      if (!first) return []
      const data = new Float32Array(rows.length * first.data.length)
      rows.forEach((row, i) => {
        data.set(row[role]!.data, i * first.data.length)
      })
      return [[role, { data, dims: [rows.length, ...first.dims] }]]
    }),
  )
}

const nothing: Row = { data: new Float32Array(1), dims: [1, 1, 1] }

function feedsOf(ports: RolePorts, rows: readonly Condition[], middle?: Middle): Record<string, Tensor> {
  const feeds: Record<string, Tensor> = {}
  for (const [role, port] of Object.entries(ports) as [Role, Port][]) {
    // One zero for all is spread over a middle that nothing is added to.
    const shared = role === 'dh' && middle ? (middle.add ?? rows[0]?.dh ?? nothing) : null
    const first = shared ?? rows[0]?.[role]
    if (!first) continue
    const data = new Float32Array(rows.length * first.data.length)
    rows.forEach((row, i) => {
      data.set((shared ?? row[role]!).data, i * first.data.length)
    })
    feeds[port.name] = tensor(port.type, data, [rows.length, ...first.dims])
  }
  return feeds
}

/** A scalar, one value, or one per row: as the graph's rank and the name of its axis ask for. */
function timestep(port: Port, sample: Port, time: number, batch: number): Tensor {
  const [axis] = port.dims
  if (axis === undefined) return tensor(port.type, [time], [])
  const count = typeof axis === 'number' ? axis : axis === sample.dims[0] ? batch : 1
  return tensor(port.type, new Float32Array(count).fill(time), [count])
}
