import type { OnnxGraph } from './onnx-graph.ts'
import { join, lengthField, type Source, varintField } from './wire.ts'

/** A value at the border of a graph. `type` is ONNX's number of its element type; `rank` null: not told. */
export type Border = { name: string; type: number; rank: number | null }

export type Cut = {
  /** Nodes that are kept, by their place in the graph, in that order; what they read beside `inputs` and weights is among what they make. */
  nodes: readonly number[]
  /** Nodes of one's own, which come before them. */
  before?: readonly Uint8Array[]
  /** Weights that nodes of one's own read. */
  weights?: readonly string[]
  inputs: readonly Border[]
  outputs: readonly Border[]
}

/** Field numbers of onnx.proto. */
const no = {
  model: { graph: 7 },
  graph: { node: 1, name: 2, initializer: 5, input: 11, output: 12 },
} as const

/** A part of a graph as a model of its own: header, functions and weights as they are, but only those weights that it reads. */
export function cutGraph(
  source: Source,
  graph: OnnxGraph,
  { nodes, before = [], weights = [], inputs, outputs }: Cut,
): Uint8Array {
  const copy = ({ start, end }: { start: number; end: number }) => source.read(start, end - start).slice()
  const wanted = new Set([...weights, ...nodes.flatMap(at => graph.nodes[at]!.inputs)])
  const body = [
    ...before,
    ...nodes.map(at => copy(graph.nodes[at]!.field)),
    lengthField(no.graph.name, 'part'),
    ...[...graph.weights].filter(([name]) => wanted.has(name)).map(([, { field }]) => copy(field)),
    ...inputs.map(border => valueInfo(no.graph.input, border)),
    ...outputs.map(border => valueInfo(no.graph.output, border)),
  ]
  const { start, end } = graph.field
  return join([
    copy({ start: 0, end: start }),
    lengthField(no.model.graph, body),
    copy({ start: end, end: source.size }),
  ])
}

/** ValueInfoProto with every dimension open. */
function valueInfo(number: number, { name, type, rank }: Border): Uint8Array {
  const dims = Array.from({ length: rank ?? 0 }, (_, axis) =>
    lengthField(1, [lengthField(2, `${name}_${axis}`)]),
  )
  const shape = rank === null ? [] : [lengthField(2, [join(dims)])]
  return lengthField(number, [
    lengthField(1, name),
    lengthField(2, [lengthField(1, [varintField(1, type), ...shape])]),
  ])
}
