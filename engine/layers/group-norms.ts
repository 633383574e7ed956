import { constantOf, numberAttribute } from '../graph/constants.ts'
import type { GraphNode, OnnxGraph } from '../graph/onnx-graph.ts'
import type { Source } from '../graph/wire.ts'

/**
 * Group normalisation (Wu & He 2018, arXiv:1803.08494) as exporters write it: of each sample and group of channels, mean 0
 * and variance 1 over the whole picture.
 */
export type GroupNorm = {
  /** What it measures and normalises, [batch, C, height, width]. */
  x: string
  /** What it makes of it. */
  value: string
  groups: number
  epsilon: number
  /** Scale and shift by channel that belong to the operator; null where nodes of their own follow. */
  affine: { scale: string; shift: string } | null
  /** The nodes that it is made of, by their place. */
  nodes: readonly number[]
}

type Finder = (at: Place) => Omit<GroupNorm, 'epsilon'> | null
type Place = {
  source: Source
  graph: OnnxGraph
  node: GraphNode
  at: number
  makers: ReadonlyMap<string, number>
  readers: ReadonlyMap<string, number[]>
}

/** By the operator that measures. */
const finders: Record<string, Finder> = {
  /** torch.onnx: [B, C, h, w] is seen as [B, groups, rest], and put back. */
  InstanceNormalization({ source, graph, node, at, makers, readers }) {
    const [before] = node.inputs.slice(0, 1).map(name => makers.get(name))
    const after = readers.get(node.outputs[0]!)
    if (before === undefined || after?.length !== 1) return null
    const [first, last] = [graph.nodes[before]!, graph.nodes[after[0]!]!]
    if (first.op !== 'Reshape' || last.op !== 'Reshape') return null
    const [scale, shift] = node.inputs.slice(1).map(name => constantOf(source, graph, name))
    if (!scale || !shift || !all(scale.values, 1) || !all(shift.values, 0)) return null
    return {
      x: first.inputs[0]!,
      value: last.outputs[0]!,
      groups: scale.dims[0]!,
      affine: null,
      nodes: [before, at, after[0]!],
    }
  },
  /** ONNX; its scale is by channel since opset 21. Before, by group, it was rarely written, and is left as it is. */
  GroupNormalization({ source, graph, node, at }) {
    const [x, scale, shift] = node.inputs as [string, string, string]
    const groups = numberAttribute(source, node, 'num_groups')
    const channels = constantOf(source, graph, scale)?.dims[0]
    if (!groups || !channels || channels === groups) return null
    return { x, value: node.outputs[0]!, groups, affine: { scale, shift }, nodes: [at] }
  },
}

const all = (values: readonly number[], wanted: number) =>
  values.length > 0 && values.every(value => value === wanted)

/** ONNX's own where a node does not say. */
const defaultEpsilon = 1e-5

/** By what they make. */
export function findGroupNorms(source: Source, graph: OnnxGraph): Map<string, GroupNorm> {
  const makers = new Map<string, number>()
  const readers = new Map<string, number[]>()
  for (const [at, { inputs, outputs }] of graph.nodes.entries()) {
    for (const name of outputs) makers.set(name, at)
    for (const name of inputs) readers.set(name, [...(readers.get(name) ?? []), at])
  }
  const found = new Map<string, GroupNorm>()
  for (const [at, node] of graph.nodes.entries()) {
    const norm = finders[node.op]?.({ source, graph, node, at, makers, readers })
    if (norm)
      found.set(norm.value, {
        ...norm,
        epsilon: numberAttribute(source, node, 'epsilon') ?? defaultEpsilon,
      })
  }
  return found
}
