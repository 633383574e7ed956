import { halvesToFloats } from '../float16.ts'
import type { GraphNode, OnnxGraph } from './onnx-graph.ts'
import { type Field, fields, numbersOf, type Source, textOf } from './wire.ts'

/** A small tensor that a graph holds: its values where they are floats or int64 kept in the usual ways, else none. */
export type Constant = { dims: number[]; values: readonly number[] }

/** Field numbers of onnx.proto. */
const no = {
  attribute: { name: 1, f: 2, i: 3, t: 5 },
  node: { attribute: 5 },
  tensor: { dims: 1, type: 2, floats: 4, ints: 7, raw: 9 },
} as const

/** Values beyond this many are not read. */
const mostBytes = 1 << 16

/** Of an initializer or of what a Constant makes, behind any Identity; null where the value is neither. */
export function constantOf(source: Source, graph: OnnxGraph, name: string): Constant | null {
  for (let at = name, steps = 0; steps < 8; steps++) {
    const held = graph.weights.get(at)
    if (held) return readTensor(source, held.field)
    const maker = graph.nodes.find(({ outputs }) => outputs.includes(at))
    if (maker?.op === 'Constant') {
      const tensor = attribute(source, maker, 'value', no.attribute.t)
      return tensor && readTensor(source, tensor)
    }
    if (maker?.op !== 'Identity') return null
    at = maker.inputs[0]!
  }
  return null
}

/** A number that a node is given, as it is where it is whole, else as a 32-bit float. */
export function numberAttribute(source: Source, node: GraphNode, name: string): number | null {
  const whole = attribute(source, node, name, no.attribute.i)
  if (whole) return whole.value
  const float = attribute(source, node, name, no.attribute.f)
  return float && view(source, float).getFloat32(0, true)
}

function attribute(source: Source, node: GraphNode, name: string, kind: number): Field | null {
  for (const part of fields(source, node.field.at, node.field.end)) {
    if (part.number !== no.node.attribute) continue
    const parts = [...fields(source, part.at, part.end)]
    if (!parts.some(field => field.number === no.attribute.name && textOf(source, field) === name)) continue
    return parts.find(({ number }) => number === kind) ?? null
  }
  return null
}

/** A copy, since a source may use its page again. */
const view = (source: Source, { at, end }: Field) => new DataView(source.read(at, end - at).slice().buffer)

function readTensor(source: Source, field: Field): Constant {
  const dims: number[] = []
  let type = 0
  let values: readonly number[] = []
  const parts = [...fields(source, field.at, field.end)]
  for (const part of parts) {
    if (part.number === no.tensor.dims) dims.push(...numbersOf(source, part))
    else if (part.number === no.tensor.type) type = part.value
  }
  for (const part of parts) {
    if (part.end - part.at > mostBytes) continue
    if (part.number === no.tensor.raw) values = decoded(view(source, part), type)
    else if (part.number === no.tensor.floats && part.wire === 2) values = decoded(view(source, part), 1)
    else if (part.number === no.tensor.ints && type === 7) values = [...values, ...numbersOf(source, part)]
  }
  return { dims, values }
}

/** Little-endian bytes by ONNX's number of their element type; none of a type that is not read here. */
function decoded(bytes: DataView, type: number): number[] {
  const each = (size: number, read: (at: number) => number) =>
    Array.from({ length: Math.floor(bytes.byteLength / size) }, (_, i) => read(i * size))
  if (type === 1) return each(4, at => bytes.getFloat32(at, true))
  if (type === 7) return each(8, at => Number(bytes.getBigInt64(at, true)))
  if (type === 10) return [...halvesToFloats(Uint16Array.from(each(2, at => bytes.getUint16(at, true))))]
  return []
}
