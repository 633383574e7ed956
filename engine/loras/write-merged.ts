import { createReadStream, createWriteStream } from 'node:fs'
import { constants, copyFile, link, open, realpath } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { StudioError } from '#shared/errors.ts'
import type { OnnxGraph, Weights } from '../graph/onnx-graph.ts'
import { fields, join as joined, lengthField, type Source, varintBytes, varintField } from '../graph/wire.ts'
import { apply } from './apply.ts'
import { bytesToFloats, type FloatType, floatsToBytes, widthOf } from './floats.ts'
import type { Edit } from './plan.ts'
import type { Product } from './product.ts'

/** Element types by ONNX's numbers. */
const types: Record<number, FloatType> = { 1: 'float32', 10: 'float16', 16: 'bfloat16' }
/** Where tensors begin in a file beside the graph: at a page, as onnx.proto asks for memory maps. */
const page = 4096
const mergedName = 'merged.data'

export type WriteOptions = {
  /** The user's graph; only read. */
  file: string
  source: Source
  graph: OnnxGraph
  edits: readonly Edit[]
  /** An empty folder, to hold model.onnx and what lies beside it. */
  folder: string
  product: Product
  /** So many of the bytes that change are done. */
  onBytes(done: number, of: number): void
  signal: AbortSignal
}

type Piece = { from: number; to: number } | Uint8Array | { length: number; make(): Promise<Uint8Array> }
const lengthOf = (piece: Piece) => ('from' in piece ? piece.to - piece.from : piece.length)

/**
 * Writes the graph with its tensors changed. Tensors within the file are changed on the way through, one at a time; of
 * those beside it only the changed ones are written, the file with the others is linked.
 */
export async function writeMerged(options: WriteOptions): Promise<void> {
  const { file, graph, edits, folder, signal } = options
  const of = edits.reduce((sum, { site }) => sum + bytesIn(site.weights), 0)
  let done = 0
  const make = async (edit: Edit) => {
    signal.throwIfAborted()
    const bytes = await changed(edit, options)
    done += bytes.length
    options.onBytes(done, of)
    // So that a cancel is heard between two tensors.
    await new Promise(resolve => setImmediate(resolve))
    return bytes
  }
  const besides = await writeBeside(
    edits.filter(({ site }) => site.weights.beside),
    join(folder, mergedName),
    make,
  )
  const tensors = edits.map(edit => {
    const { site } = edit
    const offset = besides.get(edit)
    const name = site.shared ? ownName(edit) : site.name
    return {
      edit,
      pieces: offset === undefined ? within(edit, name, make) : [outside(edit, name, offset)],
    }
  })
  await pipeline(
    Readable.from(streamed(piecesOf(options, tensors), file), { objectMode: false }),
    createWriteStream(join(folder, 'model.onnx'), { flush: true }),
    { signal },
  )
  const moved = new Set(edits.filter(({ site }) => !site.shared).map(({ site }) => site.name))
  const needed = new Set(
    [...graph.weights].flatMap(([name, { beside }]) => (beside && !moved.has(name) ? [beside.location] : [])),
  )
  for (const location of needed) await bring(besideOf(file, location), join(folder, location))
}

const bytesIn = ({ dims, type }: Weights) =>
  dims.reduce((a, b) => a * b, 1) * (types[type] ? widthOf(types[type]) : 0)

const ownName = ({ site }: Edit) => `${site.name}/reroll_${site.node}_${site.input}`

/** The bytes of a tensor after everything that is laid on it. */
async function changed({ site, what }: Edit, { file, source, product }: WriteOptions): Promise<Uint8Array> {
  const { weights, shape, turned, name } = site
  const type = types[weights.type]
  if (!type)
    throw new StudioError(
      'model-broken',
      `LoRAs cannot be laid on ${file}: ${name} is of ONNX type ${weights.type}; expected fp32, fp16 or bf16`,
    )
  const values = bytesToFloats(await original(weights, file, source, name), type)
  const [out = 1, into = 1, ...kernel] = shape
  const weight = { values, out, into, cells: kernel.reduce((a, b) => a * b, 1), turned }
  for (const make of what) await apply(weight, await make(), product)
  return floatsToBytes(values, type)
}

async function original(weights: Weights, file: string, source: Source, name: string): Promise<Uint8Array> {
  const length = bytesIn(weights)
  if (weights.raw) {
    const { at, end } = weights.raw
    if (end - at === length) return source.read(at, length).slice()
  } else if (weights.beside) {
    const handle = await open(besideOf(file, weights.beside.location), 'r')
    try {
      const bytes = new Uint8Array(length)
      const { bytesRead } = await handle.read(bytes, 0, length, weights.beside.offset)
      if (bytesRead === length) return bytes
    } finally {
      await handle.close()
    }
  }
  throw new StudioError(
    'model-broken',
    `LoRAs cannot be laid on ${file}: the numbers of ${name} are cut short or kept as a list; copy the model again, or export it again`,
  )
}

/** Errors: `model-broken` for a file outside the graph's own folder. */
function besideOf(file: string, location: string): string {
  const path = normalize(location)
  if (!location || isAbsolute(path) || path.split(/[\\/]/).includes('..'))
    throw new StudioError(
      'model-broken',
      `${file} keeps weights outside its own folder (${location.slice(0, 80)}); expected a file beside it`,
    )
  return join(dirname(file), path)
}

/** Writes the changed ones of those that lie beside, and says where each begins. */
async function writeBeside(
  edits: readonly Edit[],
  file: string,
  make: (edit: Edit) => Promise<Uint8Array>,
): Promise<Map<Edit, number>> {
  const at = new Map<Edit, number>()
  if (edits.length === 0) return at
  const handle = await open(file, 'wx')
  try {
    let offset = 0
    for (const edit of edits) {
      const bytes = await make(edit)
      for (let written = 0; written < bytes.length; )
        written += (await handle.write(bytes, written, bytes.length - written, offset + written)).bytesWritten
      at.set(edit, offset)
      offset = Math.ceil((offset + bytes.length) / page) * page
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return at
}

/** TensorProto, its bytes in merged.data. */
function outside({ site: { weights } }: Edit, name: string, offset: number): Uint8Array {
  const entry = (key: string, value: string) => lengthField(13, [lengthField(1, key), lengthField(2, value)])
  return lengthField(5, [
    ...heading(weights, name),
    entry('location', mergedName),
    entry('offset', String(offset)),
    entry('length', String(bytesIn(weights))),
    varintField(14, 1),
  ])
}

/** TensorProto, its bytes made when they are written. */
function within(edit: Edit, name: string, make: (edit: Edit) => Promise<Uint8Array>): Piece[] {
  const { weights } = edit.site
  const length = bytesIn(weights)
  const head = joined([
    ...heading(weights, name),
    Uint8Array.from([...varintBytes(9 * 8 + 2), ...varintBytes(length)]),
  ])
  return [
    Uint8Array.from([...varintBytes(5 * 8 + 2), ...varintBytes(head.length + length)]),
    head,
    { length, make: () => make(edit) },
  ]
}

const heading = ({ dims, type }: Weights, name: string) => [
  ...dims.map(size => varintField(1, size)),
  varintField(2, type),
  lengthField(8, name),
]

/** The whole file: old spans, changed tensors in their places, those of their own behind the rest of the graph. */
function piecesOf(
  { source, graph }: WriteOptions,
  tensors: readonly { edit: Edit; pieces: Piece[] }[],
): Piece[] {
  const own = tensors.filter(({ edit }) => edit.site.shared)
  const replaced = tensors
    .filter(({ edit }) => !edit.site.shared)
    .map(({ edit, pieces }) => ({ field: edit.site.weights.field, pieces }))
  const renamed = new Map<number, Map<number, string>>()
  for (const { edit } of own)
    renamed.set(
      edit.site.node,
      (renamed.get(edit.site.node) ?? new Map<number, string>()).set(edit.site.input, ownName(edit)),
    )
  for (const [index, names] of renamed) {
    const { field } = graph.nodes[index]!
    let input = 0
    const parts = [...fields(source, field.at, field.end)].map(part => {
      const name = part.number === 1 ? names.get(input++) : undefined
      return name === undefined
        ? source.read(part.start, part.end - part.start).slice()
        : lengthField(1, name)
    })
    replaced.push({ field, pieces: [lengthField(1, parts)] })
  }
  replaced.sort((a, b) => a.field.start - b.field.start)
  const body: Piece[] = []
  let at = graph.field.at
  for (const { field, pieces } of replaced) {
    body.push({ from: at, to: field.start }, ...pieces)
    at = field.end
  }
  body.push({ from: at, to: graph.field.end }, ...own.flatMap(({ pieces }) => pieces))
  const length = body.reduce((sum, piece) => sum + lengthOf(piece), 0)
  return [
    { from: 0, to: graph.field.start },
    Uint8Array.from([...varintBytes(7 * 8 + 2), ...varintBytes(length)]),
    ...body,
    { from: graph.field.end, to: source.size },
  ]
}

async function* streamed(pieces: readonly Piece[], file: string): AsyncGenerator<Uint8Array> {
  for (const piece of pieces)
    if (piece instanceof Uint8Array) yield piece
    else if ('make' in piece) yield await piece.make()
    else if (piece.to > piece.from)
      yield* createReadStream(file, { start: piece.from, end: piece.to - 1, highWaterMark: 1 << 20 })
}

/** A second name for the same bytes where the disk can, else a copy. Links are followed: Hugging Face's cache is made of them. */
async function bring(from: string, to: string): Promise<void> {
  const real = await realpath(from)
  await link(real, to).catch(() => copyFile(real, to, constants.COPYFILE_FICLONE))
}
