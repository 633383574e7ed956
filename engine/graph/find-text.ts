import type { GraphNode, OnnxGraph } from './onnx-graph.ts'

/** What a text encoder's graph shows of itself to whoever changes it. */
export type TextGraph = {
  /** Where the words' vectors come out of their table, [batch, tokens, width], before places are added. */
  words: { node: number; value: string; type: number; width: number } | null
  /** The last layers' outputs, the last one first: what the final norm reads, then the layer before, and so on. */
  layers: string[]
  /** The nodes of the final norm, in order: from the last layer's output to the hidden states. */
  norm: GraphNode[]
}

const float = 1
const half = 10
/** Operators that pass token ids on as they are. */
const passing = new Set(['Reshape', 'Cast', 'Identity', 'Unsqueeze', 'Squeeze', 'Flatten'])

/** Finds both by their shape: names are the exporter's own. `ids` and `hidden` are the graph's input and output. */
export function findText(graph: OnnxGraph, ids: string, hidden: string): TextGraph {
  const makers = new Map(graph.nodes.flatMap(node => node.outputs.map(name => [name, node] as const)))
  /** A value that is a weight, or a weight by another name. */
  const isConstant = (name: string): boolean => {
    if (graph.weights.has(name)) return true
    const maker = makers.get(name)
    if (maker?.op === 'Constant') return true
    return (maker?.op === 'Identity' || maker?.op === 'DequantizeLinear') && isConstant(maker.inputs[0]!)
  }
  const last = beforeNorm(makers, isConstant, hidden)
  const layers = last === null ? [] : layersFrom(makers, isConstant, last)
  return {
    words: findWords(graph, ids),
    layers,
    norm: layers.length ? between(graph, layers[0]!, hidden) : [],
  }
}

function findWords(graph: OnnxGraph, ids: string): TextGraph['words'] {
  const told = new Set([ids])
  const sources = new Map<string, string>()
  let found: TextGraph['words'] = null
  let most = 0
  graph.nodes.forEach((node, at) => {
    const [first, second] = node.inputs
    if ((node.op === 'Identity' || node.op === 'DequantizeLinear') && graph.weights.has(first!))
      sources.set(node.outputs[0]!, first!)
    if (passing.has(node.op) && told.has(first!)) told.add(node.outputs[0]!)
    if (node.op !== 'Gather' || !told.has(second!)) return
    const table = graph.weights.get(sources.get(first!) ?? first!)
    if (table?.dims.length !== 2 || table.dims[0]! <= most) return
    const real = dequantized(graph, at)
    const type = real === at && !sources.has(first!) ? table.type : table.type === half ? half : float
    if (type !== float && type !== half) return
    most = table.dims[0]!
    found = { node: real, value: graph.nodes[real]!.outputs[0]!, type, width: table.dims[1]! }
  })
  return found
}

/** Rows of an 8-bit table are made real numbers behind it. */
function dequantized(graph: OnnxGraph, at: number): number {
  const [value] = graph.nodes[at]!.outputs
  const next = graph.nodes.findIndex(({ op, inputs }) => op === 'DequantizeLinear' && inputs[0] === value)
  return next < 0 ? at : next
}

type Makers = ReadonlyMap<string, GraphNode>
type IsConstant = (name: string) => boolean

/** From the hidden states back through the norm, whole or in its parts, to what it reads. */
function beforeNorm(makers: Makers, isConstant: IsConstant, hidden: string): string | null {
  let value = hidden
  for (let i = 0; i < 12; i++) {
    const node = makers.get(value)
    if (!node) return null
    const [first, second] = node.inputs
    if (node.op === 'LayerNormalization' || node.op === 'Sub') return first!
    if (node.op === 'Add' || node.op === 'Mul') {
      if (isConstant(first!)) value = second!
      else if (isConstant(second!)) value = first!
      else return null
    } else if (['Div', 'Cast', 'Identity'].includes(node.op)) value = first!
    else return null
  }
  return null
}

/** Back along the sums that carry the words from layer to layer; each layer adds twice: attention, then the rest. */
function layersFrom(makers: Makers, isConstant: IsConstant, last: string): string[] {
  const layers = [last]
  for (let value = last; ; ) {
    for (let part = 0; part < 2; part++) {
      const sum = makers.get(value)
      if (sum?.op !== 'Add') return layers
      const before = sum.inputs.filter(name => isSum(makers, isConstant, name))
      if (before.length !== 1) return layers
      value = before[0]!
    }
    layers.push(value)
  }
}

/** A sum of two values that both come from the words: neither is a bias. */
const isSum = (makers: Makers, isConstant: IsConstant, name: string): boolean => {
  const maker = makers.get(name)
  return maker?.op === 'Add' && !maker.inputs.some(isConstant)
}

/** The nodes that lie on a way from one value to another, in the file's order. */
function between(graph: OnnxGraph, from: string, to: string): GraphNode[] {
  const after = new Set([from])
  for (const { inputs, outputs } of graph.nodes)
    if (inputs.some(name => after.has(name))) for (const name of outputs) after.add(name)
  const before = new Set([to])
  for (const { inputs, outputs } of graph.nodes.toReversed())
    if (outputs.some(name => before.has(name)) && !outputs.includes(from))
      for (const name of inputs) before.add(name)
  return graph.nodes.filter(({ outputs }) =>
    outputs.some(name => name !== from && after.has(name) && before.has(name)),
  )
}
