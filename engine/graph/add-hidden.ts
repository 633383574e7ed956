import type { Middle } from './find-middle.ts'
import type { OnnxGraph } from './onnx-graph.ts'
import {
  type Field,
  fields,
  join,
  lengthField,
  type Source,
  textOf,
  varintBytes,
  varintField,
} from './wire.ts'

/** A file as it is to be: spans of the old one and new bytes, one after another. */
export type Piece = { from: number; to: number } | Uint8Array

export const pieceLength = (piece: Piece): number =>
  piece instanceof Uint8Array ? piece.length : piece.to - piece.from

/**
 * The file with an output `h`, what the U-Net's middle holds, and an input `dh`, added to it. The value is renamed where
 * it is made and the sum takes its name, so that whoever reads it, in sub-graphs too, reads the sum; nodes stay in order.
 * Nothing else is touched. Throws when a name is taken.
 */
export function addHidden(source: Source, graph: OnnxGraph, middle: Middle): Piece[] {
  const taken = new Set([...graph.inputs, ...graph.outputs, ...graph.nodes.flatMap(({ outputs }) => outputs)])
  const before = `${middle.value}/before_dh`
  for (const name of ['h', 'dh', before]) if (taken.has(name)) throw new Error(`the name ${name} is taken`)
  const maker = graph.nodes[middle.node]!.field
  const body: Piece[] = [
    { from: graph.field.at, to: maker.start },
    renamed(source, maker, middle.value, before),
    node('reroll/h', 'Identity', [before], 'h'),
    node('reroll/dh', 'Add', [before, 'dh'], middle.value),
    { from: maker.end, to: graph.field.end },
    value(11, 'dh', middle, 'dh'),
    value(12, 'h', middle, 'h'),
  ]
  const length = body.reduce((sum, piece) => sum + pieceLength(piece), 0)
  return [
    { from: 0, to: graph.field.start },
    Uint8Array.from([...varintBytes(7 * 8 + 2), ...varintBytes(length)]),
    ...body,
    { from: graph.field.end, to: source.size },
  ]
}

/** The maker of a value with the value's name changed. */
export function renamed(source: Source, maker: Field, old: string, name: string): Uint8Array {
  const parts = [...fields(source, maker.at, maker.end)].map(part =>
    part.number === 2 && textOf(source, part) === old
      ? lengthField(2, name)
      : source.read(part.start, part.end - part.start).slice(),
  )
  return lengthField(1, parts)
}

export const node = (name: string, op: string, inputs: readonly string[], output: string): Uint8Array =>
  lengthField(1, [
    ...inputs.map(input => lengthField(1, input)),
    lengthField(2, output),
    lengthField(3, name),
    lengthField(4, op),
  ])

/** ValueInfoProto: [batch, channels, height, width], open where not known. */
function value(number: number, name: string, { type, channels }: Middle, prefix: string): Uint8Array {
  const open = (axis: string) => lengthField(1, [lengthField(2, `${prefix}_${axis}`)])
  const dims = [
    open('batch'),
    // `dh` may also be one number for all: it is then spread over the middle.
    channels === null || name === 'dh' ? open('channels') : lengthField(1, [varintField(1, channels)]),
    open('height'),
    open('width'),
  ]
  const tensor = lengthField(1, [varintField(1, type), lengthField(2, [join(dims)])])
  return lengthField(number, [lengthField(1, name), lengthField(2, [tensor])])
}
