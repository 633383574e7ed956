import type { GraphNode, OnnxGraph, Weights } from '../graph/onnx-graph.ts'

/** Where a module's weight or bias enters a graph. */
export type Site = {
  /** The initializer. */
  name: string
  weights: Weights
  /** The node that reads it, by its place in the graph, and which of its inputs that is. */
  node: number
  input: number
  /** How the module itself has it: [out, in, ...kernel], or [channels]. */
  shape: readonly number[]
  /** It lies as [in, out]. */
  turned: boolean
  /** Others read the same initializer: exporters keep equal ones once. */
  shared: boolean
}

/** The weight and the bias of each module, by its path with `_` for every dot. */
export type Sites = Map<string, { path: string; weight?: Site; bias?: Site }>

/** Where the paths of a U-Net's or a text encoder's modules begin; whatever stands before is the exporter's wrapping. */
const roots =
  /(?:^|\.)((?:down_blocks|up_blocks|mid_block|conv_in|conv_out|conv_norm_out|time_embedding|add_embedding|text_model|text_projection)(?:\..+|$))/

const withWeights = new Set([
  'Conv',
  'Gemm',
  'MatMul',
  'Add',
  'Mul',
  'LayerNormalization',
  'GroupNormalization',
])
const passing = new Set(['Cast', 'Identity', 'Transpose'])

/** Goes over every node that may hold a module's weight; `nameless` counts matrices that cannot be told apart. */
export function sitesOf(graph: OnnxGraph): { sites: Sites; nameless: number } {
  const makers = new Map(graph.nodes.flatMap(node => node.outputs.map(name => [name, node] as const)))
  const readers = readersOf(graph)
  const sites: Sites = new Map()
  let nameless = 0
  for (const [index, node] of graph.nodes.entries()) {
    if (!withWeights.has(node.op)) continue
    const inputs = node.inputs.map(name => originOf(name, graph, makers))
    const path = pathOf(node, inputs, graph, readers)
    if (!path) {
      if (node.op === 'MatMul' && inputs.some(origin => origin?.weights.dims.length === 2)) nameless++
      continue
    }
    for (const [input, origin] of inputs.entries()) {
      const role = origin && roleOf(node, input, origin.weights)
      if (!role) continue
      const flat = path.replaceAll('.', '_')
      const here = sites.get(flat) ?? { path }
      // The first counts: what adds or multiplies later within a module is its forward's own.
      if (here[role]) continue
      const turned = role === 'weight' && lies(node) !== origin.turned
      const { dims } = origin.weights
      const shape = role === 'bias' || isNorm(node) ? [dims.reduce((a, b) => a * b, 1)] : dims
      here[role] = {
        name: origin.name,
        weights: origin.weights,
        node: origin.reader ? graph.nodes.indexOf(origin.reader) : index,
        input: origin.reader ? 0 : input,
        shape: turned ? [...shape].reverse() : shape,
        turned,
        shared: readers.get(origin.name)!.length > 1,
      }
      sites.set(flat, here)
    }
  }
  return { sites, nameless }
}

type Origin = { name: string; weights: Weights; turned: boolean; reader: GraphNode | null }

/** The initializer that a value is, at once or through a cast or a turn; `reader` is then the node that reads it. */
function originOf(name: string, graph: OnnxGraph, makers: ReadonlyMap<string, GraphNode>): Origin | null {
  let turned = false
  let reader: GraphNode | null = null
  for (let value = name; ; ) {
    const weights = graph.weights.get(value)
    if (weights) return { name: value, weights, turned, reader }
    const maker = makers.get(value)
    if (!maker || !passing.has(maker.op)) return null
    if (maker.op === 'Transpose') {
      if (maker.perm.length && maker.perm.join() !== '1,0') return null
      turned = !turned
    }
    reader = maker
    value = maker.inputs[0]!
  }
}

const isNorm = ({ op }: GraphNode) => op === 'Mul' || op.endsWith('Normalization')

/** Whether a node's weight lies as [in, out] when nothing turns it. */
const lies = (node: GraphNode): boolean => node.op === 'MatMul' || (node.op === 'Gemm' && !node.transB)

function roleOf({ op }: GraphNode, input: number, { dims }: Weights): 'weight' | 'bias' | null {
  const long = dims.filter(size => size > 1).length
  if (op === 'Conv' || op === 'Gemm' || op.endsWith('Normalization'))
    return input === 1 ? 'weight' : input === 2 ? 'bias' : null
  if (op === 'MatMul') return dims.length === 2 ? 'weight' : null
  // Of a linear layer the bias, of a norm both: one number per channel, whatever ones stand beside.
  return long <= 1 && dims.length > 0 ? (op === 'Add' ? 'bias' : 'weight') : null
}

/**
 * The module that a node belongs to: as torch's newer exporter notes it, by the scope in its name, or by the name of a
 * weight. The last comes last: exporters keep equal weights once, under the name of the first.
 */
function pathOf(
  node: GraphNode,
  inputs: readonly (Origin | null)[],
  graph: OnnxGraph,
  readers: ReadonlyMap<string, GraphNode[]>,
): string | null {
  const noted = node.namespace
    .split('/')
    .map(part => part.split(': ')[0]!)
    .slice(0, -1)
    .reverse()
    .map(rooted)
    .find(path => path !== null)
  if (noted) return noted
  const scope = node.name.split('/').filter(part => part !== '')
  const scoped = scope.length > 1 ? rooted(scope.slice(0, -1).join('.')) : null
  if (scoped) return scoped
  const named = inputs.map(origin => origin && moduleNamed(origin.name)).find(path => path)
  if (named) return named
  // A product without a name of its own is known by the bias that is added to it.
  if (node.op !== 'MatMul') return null
  const [next, more] = readers.get(node.outputs[0]!) ?? []
  if (next?.op !== 'Add' || more) return null
  const bias = next.inputs.find(input => graph.weights.has(input))
  return bias ? moduleNamed(bias) : null
}

const moduleNamed = (name: string): string | null =>
  /\.(?:weight|bias)$/.test(name) ? rooted(name.replace(/\.(?:weight|bias)$/, '')) : null

const rooted = (path: string): string | null => roots.exec(path)?.[1] ?? null

function readersOf(graph: OnnxGraph): Map<string, GraphNode[]> {
  const readers = new Map<string, GraphNode[]>()
  for (const node of graph.nodes)
    for (const input of node.inputs) {
      const held = readers.get(input)
      if (held) held.push(node)
      else readers.set(input, [node])
    }
  return readers
}

/** Nodes of ONNX Runtime's optimiser that hold query, key and value in one, and of 8-bit graphs. */
const fused = new Set(['Attention', 'PackedAttention', 'QAttention', 'MultiHeadAttention'])
const whole = new Set([
  ...['MatMulInteger', 'ConvInteger', 'DynamicQuantizeMatMul', 'QLinearMatMul', 'QLinearConv'],
  ...['MatMulNBits', 'MatMulBnb4', 'MatMulIntegerToFloat', 'QGemm', 'QAttention'],
])

/** Why a graph's weights cannot be added to, in words that follow "its"; null when they can. */
export function unmergeable(graph: OnnxGraph): string | null {
  const quantised = graph.nodes.find(
    node =>
      whole.has(node.op) ||
      (node.op === 'DequantizeLinear' && (graph.weights.get(node.inputs[0]!)?.dims.length ?? 0) > 1),
  )
  if (quantised)
    return `weights are whole numbers (${quantised.op}): a LoRA needs them as fp32 or fp16; use that export of the model`
  return null
}

/** The fused attention of a graph, for the sentence that says why layers were not found. */
export const fusedAttention = (graph: OnnxGraph): string | null =>
  graph.nodes.find(({ op }) => fused.has(op))?.op ?? null
