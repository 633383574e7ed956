import { constantOf, numberAttribute } from '../graph/constants.ts'
import type { GraphNode, OnnxGraph } from '../graph/onnx-graph.ts'
import type { Source } from '../graph/wire.ts'

/** What one operator does to a picture's cells; null where it looks at more than those around a cell. */
export type Spread = {
  /** Cells, of what it reads, that it looks away from its own. */
  reach: number
  /** Cells of its output along a cell's side. */
  scale: number
  /** The scale is known, not guessed. */
  sure: boolean
  /** The most channels that it reads or makes, where its weights tell. */
  channels: number
}

const own: Spread = { reach: 0, scale: 1, sure: true, channels: 0 }

const cellwise = [
  ...['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Sqrt', 'Cast', 'Identity', 'Clip', 'Min', 'Max', 'Neg', 'Abs'],
  ...[
    'Sigmoid',
    'Relu',
    'LeakyRelu',
    'PRelu',
    'Elu',
    'Tanh',
    'Erf',
    'Softplus',
    'HardSigmoid',
    'HardSwish',
    'Mish',
    'Gelu',
  ],
  ...['QuantizeLinear', 'DequantizeLinear', 'QuickGelu', 'Swish'],
]

type Rule = (source: Source, graph: OnnxGraph, node: GraphNode) => Spread | null

const rules: Record<string, Rule> = {
  ...Object.fromEntries(cellwise.map(op => [op, () => own])),
  Conv(source, graph, node) {
    const dims = weightDims(source, graph, node.inputs[1]!)
    if (dims?.length !== 4 || node.strides.some(stride => stride !== 1)) return null
    const [out, into, high, wide] = dims as [number, number, number, number]
    const dilation = Math.max(1, ...node.dilations)
    return {
      reach: Math.floor(Math.max(high, wide) / 2) * dilation,
      scale: 1,
      sure: true,
      channels: Math.max(out, into),
    }
  },
  DepthToSpace: (source, _, node) => ({ ...own, scale: numberAttribute(source, node, 'blocksize') ?? 1 }),
  Resize(source, graph, node) {
    const scales = constantOf(source, graph, node.inputs[2] ?? '')?.values ?? []
    const [, , high, wide] = scales
    const known = scales.length === 4 && high === wide && Number.isInteger(high) && high! >= 1
    // Cubic weights reach two cells.
    return { reach: 2, scale: known ? high! : 2, sure: known, channels: 0 }
  },
}

export const spreadOf = (source: Source, graph: OnnxGraph, node: GraphNode): Spread | null =>
  rules[node.op]?.(source, graph, node) ?? null

/** Of a weight, behind what makes real numbers of it. */
function weightDims(source: Source, graph: OnnxGraph, name: string): number[] | null {
  const found = graph.weights.get(name)?.dims ?? constantOf(source, graph, name)?.dims
  if (found) return found
  const maker = graph.nodes.find(({ outputs }) => outputs.includes(name))
  return maker && ['DequantizeLinear', 'Cast', 'Identity'].includes(maker.op)
    ? weightDims(source, graph, maker.inputs[0]!)
    : null
}
