import { type Field, fields, numbersOf, type Source, signedOf, textOf } from './wire.ts'

/** Of a node what finding the middle of a U-Net needs. */
export type GraphNode = {
  name: string
  op: string
  inputs: string[]
  outputs: string[]
  axis: number | null
  strides: number[]
  dilations: number[]
  /** Of a Cast: the element type by ONNX's number. */
  to: number | null
  /** Of a Transpose. */
  perm: number[]
  /** Of a Gemm: its second input lies transposed. */
  transB: boolean
  /** The module that torch's newer exporter says it came from: `: model.Class/down_blocks.0: Block/…`. */
  namespace: string
  /** Its field in the file. */
  field: Field
}

export type Weights = {
  dims: number[]
  type: number
  external: boolean
  /** Its field in the file. */
  field: Field
  /** Where its bytes lie in the file itself; null where they are kept in another way. */
  raw: { at: number; end: number } | null
  /** Where its bytes lie in a file beside it. */
  beside: { location: string; offset: number; length: number | null } | null
}

export type OnnxGraph = {
  /** The graph's own field in the file. */
  field: Field
  nodes: GraphNode[]
  weights: Map<string, Weights>
  inputs: string[]
  outputs: string[]
  /** Element types by value, of inputs, outputs and whatever else the file declares. */
  types: Map<string, number>
}

/** Field numbers of onnx.proto, IR version 3 to 12. */
const no = {
  model: { graph: 7 },
  graph: { node: 1, initializer: 5, input: 11, output: 12, valueInfo: 13 },
  node: { input: 1, output: 2, name: 3, op: 4, attribute: 5, metadata: 9 },
  attribute: { name: 1, i: 3, ints: 8 },
  tensor: { dims: 1, type: 2, name: 8, raw: 9, beside: 13, location: 14 },
  entry: { key: 1, value: 2 },
  value: { name: 1, type: 2 },
} as const

/** Reads a graph's shape from an ONNX file; of its weights only names, shapes and types. Throws where it is none. */
export function readGraph(source: Source): OnnxGraph {
  const field = [...fields(source)].find(({ number }) => number === no.model.graph)
  if (!field) throw new Error('no graph in the file')
  const graph: OnnxGraph = { field, nodes: [], weights: new Map(), inputs: [], outputs: [], types: new Map() }
  for (const part of fields(source, field.at, field.end)) {
    if (part.number === no.graph.node) graph.nodes.push(readNode(source, part))
    else if (part.number === no.graph.initializer) {
      const { name, ...weights } = readWeights(source, part)
      graph.weights.set(name, weights)
    } else if (part.number === no.graph.input) graph.inputs.push(readValue(source, part, graph.types))
    else if (part.number === no.graph.output) graph.outputs.push(readValue(source, part, graph.types))
    else if (part.number === no.graph.valueInfo) readValue(source, part, graph.types)
  }
  return graph
}

function readNode(source: Source, field: Field): GraphNode {
  const node: GraphNode = {
    name: '',
    op: '',
    inputs: [],
    outputs: [],
    axis: null,
    strides: [],
    dilations: [],
    to: null,
    perm: [],
    transB: false,
    namespace: '',
    field,
  }
  for (const part of fields(source, field.at, field.end)) {
    if (part.number === no.node.input) node.inputs.push(textOf(source, part))
    else if (part.number === no.node.output) node.outputs.push(textOf(source, part))
    else if (part.number === no.node.name) node.name = textOf(source, part)
    else if (part.number === no.node.op) node.op = textOf(source, part)
    else if (part.number === no.node.attribute) readAttribute(source, part, node)
    else if (part.number === no.node.metadata) {
      const [key, value] = readEntry(source, part)
      if (key === 'namespace') node.namespace = value
    }
  }
  return node
}

function readAttribute(source: Source, field: Field, node: GraphNode): void {
  let name = ''
  let i = 0
  const ints: number[] = []
  for (const part of fields(source, field.at, field.end)) {
    if (part.number === no.attribute.name) name = textOf(source, part)
    else if (part.number === no.attribute.i) i = signedOf(source, part)
    else if (part.number === no.attribute.ints) ints.push(...numbersOf(source, part))
  }
  if (name === 'axis') node.axis = i
  else if (name === 'to') node.to = i
  else if (name === 'transB') node.transB = i === 1
  else if (name === 'strides') node.strides = ints
  else if (name === 'dilations') node.dilations = ints
  else if (name === 'perm') node.perm = ints
}

/** A StringStringEntryProto. */
function readEntry(source: Source, field: Field): [key: string, value: string] {
  let key = ''
  let value = ''
  for (const part of fields(source, field.at, field.end))
    if (part.number === no.entry.key) key = textOf(source, part)
    else if (part.number === no.entry.value) value = textOf(source, part)
  return [key, value]
}

function readWeights(source: Source, field: Field): Weights & { name: string } {
  const weights: Weights & { name: string } = {
    name: '',
    dims: [],
    type: 0,
    external: false,
    field,
    raw: null,
    beside: null,
  }
  const beside: Record<string, string> = {}
  for (const part of fields(source, field.at, field.end)) {
    if (part.number === no.tensor.dims) weights.dims.push(...numbersOf(source, part))
    else if (part.number === no.tensor.type) weights.type = part.value
    else if (part.number === no.tensor.name) weights.name = textOf(source, part)
    else if (part.number === no.tensor.raw) weights.raw = { at: part.at, end: part.end }
    else if (part.number === no.tensor.location) weights.external = part.value === 1
    else if (part.number === no.tensor.beside) {
      const [key, value] = readEntry(source, part)
      beside[key] = value
    }
  }
  if (weights.external)
    weights.beside = {
      location: beside.location ?? '',
      offset: Number(beside.offset ?? 0),
      length: beside.length === undefined ? null : Number(beside.length),
    }
  return weights
}

/** A declared value's name; its element type goes into `types`. */
function readValue(source: Source, field: Field, types: Map<string, number>): string {
  let name = ''
  for (const part of fields(source, field.at, field.end)) {
    if (part.number === no.value.name) name = textOf(source, part)
    else if (part.number === no.value.type)
      // TypeProto.tensor_type.elem_type
      for (const type of fields(source, part.at, part.end))
        if (type.number === 1 && type.wire === 2)
          for (const inner of fields(source, type.at, type.end))
            if (inner.number === 1) types.set(name, inner.value)
  }
  return name
}
