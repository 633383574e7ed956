import { constantOf } from './constants.ts'
import type { GraphNode, OnnxGraph } from './onnx-graph.ts'
import type { Source } from './wire.ts'

/** An attention that lies open in a graph, [batch, tokens, heads x width] in and out. */
export type OpenAttention = {
  query: string
  key: string
  value: string
  heads: number
  /** What scores are multiplied by; null for one over the root of a head's width. */
  scale: number | null
  /** The node that makes the result, by its place, and what it makes. */
  last: number
  result: string
}

const rounding = new Set([
  'QuantizeLinear',
  'DynamicQuantizeLinear',
  'DynamicQuantizeMatMul',
  'MatMulInteger',
])

/**
 * Attentions without a mask as torch's exporters write them: diffusers' `AttnProcessor2_0` (scaled_dot_product_attention; heads
 * are an axis, both sides scaled; by either exporter) and `AttnProcessor` (baddbmm with nothing to add; heads are rows of the batch), which optimum
 * exports. Every other form is left as it is, and so is every graph that makes small numbers as it runs: another rounding may
 * tip them over, and they carry it on.
 */
export function findOpenAttentions(source: Source, graph: OnnxGraph): OpenAttention[] {
  if (graph.nodes.some(({ op }) => rounding.has(op))) return []
  const makers = new Map(graph.nodes.flatMap(node => node.outputs.map(name => [name, node] as const)))
  const readers = new Map<string, number[]>()
  for (const [at, { inputs }] of graph.nodes.entries())
    for (const name of inputs) readers.set(name, [...(readers.get(name) ?? []), at])
  const reads = { source, graph, makers, readers }
  return graph.nodes.flatMap(softmax => {
    if (softmax.op !== 'Softmax' || ![null, -1, 2, 3].includes(softmax.axis)) return []
    const scores = scoresOf(reads, softmax.inputs[0]!)
    const weights = graph.nodes[next(reads, softmax, 'Cast') ?? -1] ?? softmax
    const product = graph.nodes[next(reads, weights, 'MatMul') ?? -1]
    if (!scores || !product || product.inputs[0] !== weights.outputs[0]) return []
    const q = split(reads, scores.q, ['0,2,1,3', '+0,2,1,3'])
    const k = split(reads, scores.k, ['0,2,3,1', '0,1,3,2+0,2,1,3', '0,2,1+0,2,1,3', '+0,2,1+0,2,1,3'])
    const v = split(reads, product.inputs[1]!, ['0,2,1,3', '+0,2,1,3'])
    const last = joined(reads, product)
    if (!q || !k || !v || last === null) return []
    const scale = together(q.scale, k.scale, scores.scale)
    if (v.scale !== 1 || scale === undefined || q.heads !== k.heads || k.heads !== v.heads) return []
    const result = graph.nodes[last]!.outputs[0]!
    return [{ query: q.from, key: k.from, value: v.from, heads: q.heads, scale, last, result }]
  })
}

type Reads = {
  source: Source
  graph: OnnxGraph
  makers: ReadonlyMap<string, GraphNode>
  readers: ReadonlyMap<string, number[]>
}
/** 'width': the fourth root of one over a head's width, found out as the graph runs. */
type Scale = number | 'width'

/** The only node that reads what a node makes, but for its size, by its place, where it is of that kind. */
function next({ graph, readers }: Reads, node: GraphNode, op: string): number | null {
  const found = (readers.get(node.outputs[0]!) ?? []).filter(at => graph.nodes[at]!.op !== 'Shape')
  return found.length === 1 && graph.nodes[found[0]!]!.op === op ? found[0]! : null
}

/** The product that scores are, what it is multiplied by, and what is added to it being nothing. */
function scoresOf(reads: Reads, name: string): { q: string; k: string; scale: number } | null {
  let scale = 1
  let node = reads.makers.get(name)
  for (let steps = 0; node && steps < 6; steps++) {
    const [first, second] = node.inputs as [string, string]
    if (node.op === 'MatMul') return { q: first, k: second, scale }
    let inner = first
    if (node.op === 'Mul') {
      const factors = [first, second].map(input => numberOf(reads, input))
      const at = factors.findIndex(factor => factor !== null)
      if (at < 0) return null
      scale *= factors[at]!
      inner = [second, first][at]!
    } else if (node.op === 'Add') {
      const nothing = [first, second].findIndex(input => isNothing(reads, input))
      if (nothing < 0) return null
      inner = [second, first][nothing]!
    } else if (node.op !== 'Cast') return null
    node = reads.makers.get(inner)
  }
  return null
}

const isNothing = (reads: Reads, name: string) => {
  const maker = reads.makers.get(name)
  return maker?.op === 'Mul' && maker.inputs.some(input => numberOf(reads, input) === 0)
}

/** Back from the product of scores and values to where heads are one again. */
function joined(reads: Reads, product: GraphNode): number | null {
  const { graph } = reads
  const unfolded = graph.nodes[next(reads, product, 'Reshape') ?? -1] ?? product
  const turned = graph.nodes[next(reads, unfolded, 'Transpose') ?? -1]
  return turned?.perm.join() === '0,2,1,3' ? next(reads, turned, 'Reshape') : null
}

type Side = { from: string; heads: number; scale: Scale }

/**
 * One side of a product, back to where its heads were split off. `ways`: the turns on the way, later ones first, with a plus
 * sign where heads become rows of the batch.
 */
function split(reads: Reads, name: string, ways: readonly string[]): Side | null {
  const { makers } = reads
  let node = makers.get(name)
  let scale: Scale = 1
  let way = ''
  for (let steps = 0; node && steps < 8; steps++) {
    if (node.op === 'Mul') {
      const factors = node.inputs.map(input => factorOf(reads, input))
      const at = factors.findIndex(factor => factor !== null)
      if (at < 0 || scale !== 1) return null
      scale = factors[at]!
      node = makers.get(node.inputs[1 - at]!)
    } else if (node.op === 'Transpose') {
      way += `${way && !way.endsWith('+') ? '+' : ''}${node.perm.join()}`
      node = makers.get(node.inputs[0]!)
    } else if (node.op === 'Reshape') {
      if (ways.includes(way)) {
        const heads = headsOf(reads, node.inputs[1]!)
        if (heads !== null) return { from: node.inputs[0]!, heads, scale }
      }
      way += '+'
      node = makers.get(node.inputs[0]!)
    } else return null
  }
  return null
}

/** The third number of [batch, tokens, heads, width]. */
function headsOf({ source, graph, makers }: Reads, shape: string): number | null {
  const all = constantOf(source, graph, shape)?.values
  const concat = makers.get(shape)
  const one =
    concat?.op === 'Concat' && concat.inputs.length === 4
      ? constantOf(source, graph, concat.inputs[2]!)?.values
      : undefined
  const heads = all?.length === 4 ? all[2] : one?.length === 1 ? one[0] : undefined
  return heads !== undefined && Number.isInteger(heads) && heads > 0 ? heads : null
}

const numberOf = ({ source, graph }: Reads, name: string): number | null => {
  const values = constantOf(source, graph, name)?.values
  return values?.length === 1 ? values[0]! : null
}

const factorOf = (reads: Reads, name: string): Scale | null =>
  numberOf(reads, name) ?? (isRootOfWidth(reads, name) ? 'width' : null)

/** sqrt(1 / sqrt(the last number of a shape)), with casts anywhere between. */
function isRootOfWidth({ source, graph, makers }: Reads, name: string): boolean {
  let node = makers.get(name)
  for (const op of ['Sqrt', 'Div', 'Sqrt', 'Slice', 'Shape']) {
    while (node?.op === 'Cast') node = makers.get(node.inputs[0]!)
    if (node?.op !== op) return false
    const [first, second, third] = node.inputs
    const number = (input: string | undefined) => constantOf(source, graph, input ?? '')?.values[0]
    if (op === 'Div' && number(first) !== 1) return false
    if (op === 'Slice' && (number(second) !== -1 || !((number(third) ?? 0) > 3))) return false
    node = makers.get(op === 'Div' ? second! : first!)
  }
  return true
}

/** Undefined where they do not make one scale. */
function together(q: Scale, k: Scale, scores: number): number | null | undefined {
  if (q === 'width' && k === 'width') return scores === 1 ? null : undefined
  return typeof q === 'number' && typeof k === 'number' ? q * k * scores : undefined
}
