import { textOf } from '../fields.ts'
import { isRecord, type Json } from '../json.ts'

/** A node as ComfyUI runs it: values, or links to what another node puts out. */
export type Node = { id: string; type: string; inputs: Json }
export type Graph = ReadonlyMap<string, Node>
export type Link = { id: string; slot: number }

/** A graph may lead around in circles; nothing is followed further than this, nor looked at twice on one way. */
export const graphLimits = { nodes: 5000, depth: 64, visits: 2000 } as const

/** The `prompt` that ComfyUI puts into a picture: `{"3": {"class_type": "KSampler", "inputs": {…}}}`. */
export function readGraph(record: Json): Graph {
  const graph = new Map<string, Node>()
  for (const [id, node] of Object.entries(record).slice(0, graphLimits.nodes)) {
    if (!isRecord(node) || typeof node.class_type !== 'string') continue
    graph.set(id, { id, type: node.class_type, inputs: isRecord(node.inputs) ? node.inputs : {} })
  }
  return graph
}

/** `["4", 0]` */
export function linkOf(value: unknown): Link | null {
  if (!Array.isArray(value) || value.length !== 2 || typeof value[1] !== 'number') return null
  const [id, slot] = value
  return typeof id === 'string' || typeof id === 'number' ? { id: String(id), slot } : null
}

export const linked = (graph: Graph, node: Node | undefined, input: string): Node | undefined => {
  const link = linkOf(node?.inputs[input])
  return link ? graph.get(link.id) : undefined
}

const linksOf = ({ inputs }: Node): Link[] =>
  Object.values(inputs)
    .map(linkOf)
    .filter(link => link !== null)

/** A node and everything that it is made of. */
export function upstream(graph: Graph, from: readonly (Node | undefined)[]): Set<Node> {
  const found = new Set<Node>()
  const open = from.filter(node => node !== undefined)
  for (let node = open.pop(); node; node = open.pop()) {
    if (found.has(node)) continue
    found.add(node)
    for (const { id } of linksOf(node)) {
      const next = graph.get(id)
      if (next && !found.has(next)) open.push(next)
    }
  }
  return found
}

/** Along one input from node to node, the first included. */
export function* along(graph: Graph, from: Node | undefined, ...inputs: string[]): Generator<Node> {
  const seen = new Set<Node>()
  for (let node = from; node && !seen.has(node) && seen.size < graphLimits.depth; ) {
    seen.add(node)
    yield node
    const next: Node | undefined = inputs
      .map(input => linked(graph, node, input))
      .find(found => found !== undefined)
    node = next
  }
}

/** Where nodes that only hold a value keep it: ComfyUI's own primitives, and those of well-known collections. */
const holders = [
  'value',
  'int',
  'float',
  'number',
  'Number',
  'seed',
  'noise_seed',
  'text',
  'string',
  'prompt',
  'Text',
]

/** A value of a node, through the links to where it is held; undefined where a node computes it. */
export function held(graph: Graph, node: Node | undefined, input: string, depth = 0): unknown {
  const value = node?.inputs[input]
  const link = linkOf(value)
  if (!link) return value
  const holder = graph.get(link.id)
  if (!holder || depth >= 16) return undefined
  if (holder.type === 'StringConcatenate') return joined(graph, holder, depth + 1)
  const key = [input, ...holders].find(name => Object.hasOwn(holder.inputs, name))
  return key === undefined ? undefined : held(graph, holder, key, depth + 1)
}

function joined(graph: Graph, node: Node, depth: number): string | undefined {
  const part = (name: string) => textOf(held(graph, node, name, depth))
  const [a, b] = [part('string_a'), part('string_b')]
  const between = node.inputs.delimiter
  return a === undefined && b === undefined
    ? undefined
    : [a, b].filter(Boolean).join(typeof between === 'string' ? between : '')
}
