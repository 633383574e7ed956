import { inOrder } from '../graph/in-order.ts'
import { makersOf } from '../graph/makers.ts'
import type { OnnxGraph } from '../graph/onnx-graph.ts'
import type { Source } from '../graph/wire.ts'
import { type Attention, findAttentions } from './attention.ts'
import { findGroupNorms, type GroupNorm } from './group-norms.ts'
import { type Spread, spreadOf } from './spread.ts'

/** A value that one layer makes and a later one reads. */
export type Value = { name: string; type: number; plane: boolean }

/** Nodes between two measurements of the whole picture: each begins where the one before has been run to its end. */
export type Layer = {
  /** By their place in the graph, those of constants among them. */
  nodes: number[]
  /** Normalisations that it begins with, their mean and deviation being known by then. */
  norms: GroupNorm[]
  reads: Value[]
  gives: Value[]
  /** It looks at cells and those around them alone, so that it may be run tile by tile. */
  local: boolean
  /** Cells, of what it reads, that it looks away from its own. */
  reach: number
  /** The most channels that a cell has on the way, counted at the size of what it reads. */
  channels: number
  /** The same by cell of the picture that the graph is given. */
  load: number
  /** One attention alone, whose rows of queries may be run one after the other. */
  attention: Attention | null
}

/** What is known of a value that comes from the picture. */
type Known = Value & {
  /** The layer that makes it, and the first that may read it; -1: it is given. */
  layer: number
  ready: number
  /** Since its layer began. */
  reach: number
  scale: number
  memory: number
  /** Cells along the side of one that the graph is given. */
  size: number
}

type Step = {
  at: number
  layer: number
  spread: Spread | null
  norm: GroupNorm | null
  attention: Attention | null
  inputs: string[]
  outputs: string[]
}

const shapes = new Set(['Shape', 'Size'])
const truths = new Set(['Equal', 'Less', 'Greater', 'LessOrEqual', 'GreaterOrEqual', 'Not', 'And', 'Or'])
const int64 = 7
const bool = 9

/**
 * Cuts a decoder into layers at each group normalisation of a plane [batch, C, h, w] and around each attention, so that
 * only they see the whole of a picture. `input` and `output` are the graph's; its weights decide the element type.
 */
export function layersOf(source: Source, graph: OnnxGraph, input: string, output: string): Layer[] {
  const norms = findGroupNorms(source, graph)
  const attentions = new Map(
    findAttentions(graph).flatMap(found => found.nodes.map(at => [at, found] as const)),
  )
  const inNorms = new Map([...norms.values()].flatMap(norm => norm.nodes.map(at => [at, norm] as const)))
  const type = graph.types.get(input) ?? 1
  const known = new Map<string, Known>([
    [input, { name: input, type, plane: true, layer: -1, ready: 0, reach: 0, scale: 1, memory: 0, size: 1 }],
  ])
  const steps: Step[] = []
  const inner = new Set<number>()
  for (const at of inOrder(graph.nodes)) {
    const node = graph.nodes[at]!
    if (inner.has(at)) continue
    const norm = inNorms.get(at)
    const x = norm && known.get(norm.x)
    if (norm && x?.plane) {
      for (const one of norm.nodes) inner.add(one)
      const layer = x.ready + 1
      known.set(norm.value, { ...x, name: norm.value, layer, ready: layer, reach: 0, scale: 1, memory: 0 })
      steps.push({ at, layer, spread: null, norm, attention: null, inputs: [norm.x], outputs: [norm.value] })
      continue
    }
    const from = node.inputs.map(name => known.get(name)).filter(value => value !== undefined)
    if (!from.length) continue
    const attention = attentions.get(at) ?? null
    const begins = attention
      ? 1 + Math.max(...[attention.q, ...attention.others].map(name => known.get(name)?.ready ?? 0))
      : 0
    const layer = Math.max(begins, ...from.map(({ ready }) => ready))
    const spread = from.some(({ plane }) => plane) ? spreadOf(source, graph, node) : null
    const here = from.filter(value => value.layer === layer)
    const most = (key: 'reach' | 'scale' | 'memory', least: number) =>
      Math.max(least, ...here.map(value => value[key]))
    const scale = most('scale', 1)
    const grown = spread ? spread.scale : 1
    for (const name of node.outputs)
      known.set(name, {
        name,
        type: typeOf(node.op, node.to, from[0]!.type),
        plane: spread !== null,
        layer,
        ready: attention?.value === name ? layer + 1 : layer,
        reach: most('reach', 0) + (spread?.reach ?? 0) / scale,
        scale: scale * (spread?.sure ? grown : 1),
        memory: Math.max(most('memory', 0), (spread?.channels ?? 0) * scale ** 2),
        size: Math.max(...from.map(({ size }) => size)) * grown,
      })
    steps.push({ at, layer, spread, norm: null, attention, inputs: node.inputs, outputs: node.outputs })
  }
  return assembled(graph, known, needed(steps, output), output)
}

function typeOf(op: string, to: number | null, type: number): number {
  if (op === 'Cast' && to !== null) return to
  if (shapes.has(op)) return int64
  return truths.has(op) ? bool : type
}

/** Without what nobody reads, such as the sizes that a normalisation was put back to. */
function needed(steps: readonly Step[], output: string): Step[] {
  const wanted = new Set([output])
  const kept: Step[] = []
  for (const step of [...steps].reverse()) {
    if (!step.outputs.some(name => wanted.has(name))) continue
    for (const name of step.inputs) wanted.add(name)
    kept.push(step)
  }
  return kept.reverse()
}

function assembled(
  graph: OnnxGraph,
  known: ReadonlyMap<string, Known>,
  steps: readonly Step[],
  output: string,
): Layer[] {
  const count = Math.max(-1, ...steps.map(({ layer }) => layer)) + 1
  const layers = Array.from({ length: count }, (_, layer) => steps.filter(step => step.layer === layer))
  return layers.flatMap((own, layer) => {
    if (!own.length) return []
    const reads = new Set(
      own.flatMap(({ inputs }) => inputs).filter(name => (known.get(name)?.layer ?? layer) < layer),
    )
    const later = new Set(steps.filter(step => step.layer > layer).flatMap(({ inputs }) => inputs))
    const gives = own.flatMap(({ outputs }) => outputs).filter(name => later.has(name) || name === output)
    const values = (names: Iterable<string>) => [...names].map(name => known.get(name)!)
    const norms = own.flatMap(({ norm }) => (norm ? [norm] : []))
    const nodes = own.filter(({ norm }) => !norm).map(({ at }) => at)
    const [attention] = own.map(step => step.attention)
    const alone = attention && own.every(step => step.attention === attention)
    return {
      nodes: withConstants(graph, known, nodes, norms),
      norms,
      reads: values(reads),
      gives: values(gives),
      local: own.every(({ norm, spread }) => norm || spread) && values(reads).every(({ plane }) => plane),
      reach: Math.ceil(Math.max(0, ...values(gives).map(({ reach }) => reach))),
      channels: Math.max(0, ...values(gives).map(({ memory }) => memory)),
      load: Math.max(0, ...values(gives).map(({ memory, scale, size }) => memory * (size / scale) ** 2)),
      attention: alone ? attention : null,
    }
  })
}

/** With the nodes that make what they read from weights alone, in the graph's order. */
function withConstants(
  graph: OnnxGraph,
  known: ReadonlyMap<string, Known>,
  nodes: number[],
  norms: readonly GroupNorm[],
): number[] {
  const makers = makersOf(graph.nodes)
  const all = new Set(nodes)
  const open = [
    ...nodes.flatMap(at => graph.nodes[at]!.inputs),
    ...norms.flatMap(({ affine }) => (affine ? [affine.scale, affine.shift] : [])),
  ]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const at = makers.get(name)
    if (at === undefined || all.has(at) || known.has(name)) continue
    all.add(at)
    open.push(...graph.nodes[at]!.inputs)
  }
  return [...all].sort((a, b) => a - b)
}
