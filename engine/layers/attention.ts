import { makersOf } from '../graph/makers.ts'
import type { OnnxGraph } from '../graph/onnx-graph.ts'

/** Softmax(q k) v as nodes: rows of q may be asked one after the other, since none looks at another. */
export type Attention = {
  /** [..., rows, width]. */
  q: string
  /** What else it reads, each whole. */
  others: readonly string[]
  /** [..., rows, width]. */
  value: string
  /** The nodes from q to the value, by their place. */
  nodes: readonly number[]
}

/** Between the product and Softmax, and behind it: they look at each number alone. */
const between = new Set(['Mul', 'Div', 'Add', 'Cast', 'Identity'])

/**
 * Attentions whose nodes lie open. What scales or shifts the scores may itself come from the sizes of q and k, as in
 * torch's baddbmm; one that reads anything else is left out.
 */
export function findAttentions(graph: OnnxGraph): Attention[] {
  const makers = makersOf(graph.nodes)
  const readers = (name: string) =>
    graph.nodes.flatMap(({ inputs }, at) => (inputs.includes(name) ? [at] : []))
  return graph.nodes.flatMap((node, at) => {
    if (node.op !== 'Softmax') return []
    const scores = productBefore(graph, makers, node.inputs[0]!)
    const last = productAfter(graph, readers, at)
    if (scores === null || last === null) return []
    const [q, key] = graph.nodes[scores]!.inputs as [string, string]
    const turned = makers.get(key)
    const k =
      turned !== undefined && graph.nodes[turned]!.op === 'Transpose' ? graph.nodes[turned]!.inputs[0]! : key
    const { outputs, inputs } = graph.nodes[last]!
    const others = [...new Set([k, inputs[1]!])]
    const nodes = nodesBack(graph, makers, outputs[0]!, new Set([q, ...others]))
    return nodes ? [{ q, others, value: outputs[0]!, nodes }] : []
  })
}

type Makers = ReadonlyMap<string, number>

function productBefore(graph: OnnxGraph, makers: Makers, name: string, steps = 0): number | null {
  const at = makers.get(name)
  if (at === undefined || steps > 8) return null
  const { op, inputs } = graph.nodes[at]!
  if (op === 'MatMul') return at
  if (!between.has(op)) return null
  for (const input of inputs) {
    const found = productBefore(graph, makers, input, steps + 1)
    if (found !== null) return found
  }
  return null
}

function productAfter(graph: OnnxGraph, readers: (name: string) => number[], from: number): number | null {
  let at = from
  for (let steps = 0; steps < 4; steps++) {
    const next = readers(graph.nodes[at]!.outputs[0]!)
    if (next.length !== 1) return null
    const before = at
    at = next[0]!
    const { op, inputs } = graph.nodes[at]!
    if (op === 'MatMul') return inputs[0] === graph.nodes[before]!.outputs[0] ? at : null
    if (!between.has(op)) return null
  }
  return null
}

/** All nodes that `name` comes from, back to `stops`; null where it comes from an input of the graph too. */
function nodesBack(
  { nodes, weights, inputs: given }: OnnxGraph,
  makers: Makers,
  name: string,
  stops: ReadonlySet<string>,
): number[] | null {
  const seen = new Set<number>()
  const open = [name]
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (stops.has(value)) continue
    if (given.includes(value) && !weights.has(value)) return null
    const at = makers.get(value)
    if (at === undefined || seen.has(at)) continue
    seen.add(at)
    open.push(...nodes[at]!.inputs)
  }
  return [...seen].sort((a, b) => a - b)
}
