import type { OnnxGraph } from '../graph/onnx-graph.ts'
import type { Source } from '../graph/wire.ts'
import type { Session } from '../runtime.ts'
import { type Tensor, tensor } from '../tensor.ts'
import { stretches } from '../tiles.ts'
import type { Attention } from './attention.ts'
import { layerGraph, measureNames } from './layer-graph.ts'
import type { Layer } from './layers.ts'
import { blank, crop, lay, measure } from './planes.ts'

export type RunOptions = {
  /** Opens a graph; it is released after its layer. */
  open: (bytes: Uint8Array) => Promise<Session>
  /** Numbers that the largest value of a tile may have. */
  most: number
  signal?: AbortSignal | undefined
}

/**
 * Runs a graph that was cut into layers on one input [1, C, h, w], each layer in tiles no larger than `most` where it looks
 * at cells alone, and gives its output. Values are held whole between two layers, as long as any later one reads them.
 */
export async function runLayers(
  source: Source,
  graph: OnnxGraph,
  layers: readonly Layer[],
  input: Tensor,
  { open, most, signal }: RunOptions,
): Promise<Tensor> {
  const values = new Map<string, Tensor>([[layers[0]!.reads[0]!.name, input]])
  let last: Record<string, Tensor> = {}
  for (const [at, layer] of layers.entries()) {
    signal?.throwIfAborted()
    const reads = Object.fromEntries(layer.reads.map(({ name }) => [name, values.get(name)!]))
    const session = await open(layerGraph(source, graph, layer))
    try {
      last = await runLayer(session, layer, reads, measures(layer, values), most, signal)
    } finally {
      await session.release()
    }
    const later = new Set(layers.slice(at + 1).flatMap(({ reads }) => reads.map(({ name }) => name)))
    for (const [name, value] of Object.entries(last)) values.set(name, value)
    for (const name of values.keys()) if (!later.has(name)) values.delete(name)
  }
  return last[layers.at(-1)!.gives[0]!.name]!
}

type Values = Record<string, Tensor>

/** What is told of each normalisation, [1, C, 1, 1]. */
function measures({ norms }: Layer, values: ReadonlyMap<string, Tensor>): Values {
  return Object.fromEntries(
    norms.flatMap(({ x, groups, epsilon }, at) => {
      const plane = values.get(x)!
      const { mean, rate } = measure(plane, groups, epsilon)
      const told = (data: Float64Array) => tensor(plane.type, data, [1, data.length, 1, 1])
      const names = measureNames(at)
      return [
        [names.mean, told(mean)],
        [names.rate, told(rate)],
      ]
    }),
  )
}

async function runLayer(
  session: Session,
  layer: Layer,
  reads: Values,
  told: Values,
  most: number,
  signal: AbortSignal | undefined,
): Promise<Values> {
  if (layer.attention) return runRows(session, layer.attention, reads, most, signal)
  const planes = Object.values(reads)
  const [, , height, width] = planes[0]!.dims as [number, number, number, number]
  const alike = planes.every(({ dims }) => dims[2] === height && dims[3] === width)
  const channels = Math.max(layer.channels, ...planes.map(({ dims }) => dims[1]!))
  const side = Math.max(8, 4 * layer.reach, Math.floor(Math.sqrt(most / channels)))
  if (!layer.local || !alike || (height <= side && width <= side)) return session.run({ ...reads, ...told })
  const out: Values = {}
  const [high, wide] = [Math.min(side, height), Math.min(side, width)]
  const pieces = Object.fromEntries(
    Object.entries(reads).map(([name, plane]) => [name, blank(plane, [1, plane.dims[1]!, high, wide])]),
  )
  for (const down of stretches(height, high, 2 * layer.reach))
    for (const across of stretches(width, wide, 2 * layer.reach)) {
      signal?.throwIfAborted()
      const area = { top: down.at, left: across.at, height: high, width: wide }
      for (const [name, plane] of Object.entries(reads)) crop(plane, area, pieces[name]!)
      for (const [name, piece] of Object.entries(await session.run({ ...pieces, ...told }))) {
        const scale = piece.dims[2]! / area.height
        out[name] ??= blank(piece, [1, piece.dims[1]!, height * scale, width * scale])
        // Neighbours meet in the middle of what they share, where both have seen enough.
        const [top, left] = [down, across].map(({ before }) => Math.floor(before / 2)) as [number, number]
        const seen = (whole: number, { at, after }: typeof down, own: number, from: number) =>
          Math.min(whole, at + own - (after - Math.floor(after / 2))) - at - from
        lay(
          piece,
          {
            top: top * scale,
            left: left * scale,
            height: seen(height, down, area.height, top) * scale,
            width: seen(width, across, area.width, left) * scale,
          },
          out[name],
          (down.at + top) * scale,
          (across.at + left) * scale,
        )
      }
    }
  return out
}

/** Rows of the queries, so many at a time that the scores are no more than `most`. */
async function runRows(
  session: Session,
  { q, others, value }: Attention,
  reads: Values,
  most: number,
  signal: AbortSignal | undefined,
): Promise<Values> {
  const queries = reads[q]!
  const [rows, width] = queries.dims.slice(-2) as [number, number]
  const heads = queries.dims.slice(0, -2).reduce((a, b) => a * b, 1)
  const keys = Math.max(...others.map(name => reads[name]!.dims.at(-2)!))
  const step = Math.max(1, Math.floor(most / (heads * keys)))
  if (step >= rows) return session.run(reads)
  let out: Tensor | null = null
  for (let from = 0; from < rows; from += step) {
    signal?.throwIfAborted()
    const count = Math.min(step, rows - from)
    const part = rowsOf(queries, heads, { from, count, rows, width })
    const piece = (await session.run({ ...reads, [q]: part }))[value]!
    const wide = piece.dims.at(-1)!
    out ??= blank(piece, [...piece.dims.slice(0, -2), rows, wide])
    for (let head = 0; head < heads; head++)
      (out.data as Float32Array).set(
        (piece.data as Float32Array).subarray(head * count * wide, (head + 1) * count * wide),
        (head * rows + from) * wide,
      )
  }
  return { [value]: out! }
}

type Rows = { from: number; count: number; rows: number; width: number }

function rowsOf(queries: Tensor, heads: number, { from, count, rows, width }: Rows): Tensor {
  const part = blank(queries, [...queries.dims.slice(0, -2), count, width])
  for (let head = 0; head < heads; head++)
    (part.data as Float32Array).set(
      (queries.data as Float32Array).subarray(
        (head * rows + from) * width,
        (head * rows + from + count) * width,
      ),
      head * count * width,
    )
  return part
}
