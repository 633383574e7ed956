import { textOf } from '../fields.ts'
import { type Graph, graphLimits, held, type Link, linkOf, type Node } from './graph.ts'

export type Role = 'positive' | 'negative'
/** What was said, part by part, and the nodes that say it. */
export type Words = { texts: string[]; nodes: Node[] }

/** The texts of CLIPTextEncode, of its SDXL, Flux and SD3 forms, and of nodes made after them. */
const textInputs = ['text', 'text_g', 'text_l', 'clip_g', 'clip_l', 't5xxl']

/** What a conditioning says, through whatever combines, limits or steers it on the way. */
export function wordsOf(graph: Graph, value: unknown, role: Role): Words {
  const words: Words = { texts: [], nodes: [] }
  const link = linkOf(value)
  if (link) collect(graph, link, role, words, { seen: new Set(), visits: 0 }, 0)
  return words
}

type Trail = { seen: Set<Node>; visits: number }

function collect(graph: Graph, link: Link, role: Role, words: Words, trail: Trail, depth: number): void {
  const node = graph.get(link.id)
  if (!node || trail.seen.has(node) || depth > graphLimits.depth || trail.visits++ > graphLimits.visits)
    return
  trail.seen.add(node)
  if (node.type === 'ConditioningZeroOut') return
  const own = textInputs.filter(name => Object.hasOwn(node.inputs, name))
  // A loader with both prompts in it, as of the Efficiency nodes.
  const said = own.length ? own : typeof node.inputs[role] === 'string' ? [role] : []
  if (said.length) {
    for (const name of said) {
      const text = textOf(held(graph, node, name))
      if (text && !words.texts.includes(text)) words.texts.push(text)
    }
    words.nodes.push(node)
    return
  }
  for (const next of onwards(node, link.slot, role)) collect(graph, next, role, words, trail, depth + 1)
}

/** Nodes that pass both prompts on put the first out first. */
function onwards({ inputs }: Node, slot: number, role: Role): Link[] {
  const [positive, negative] = [linkOf(inputs.positive), linkOf(inputs.negative)]
  if (positive && negative)
    return [slot === 0 ? positive : slot === 1 ? negative : role === 'positive' ? positive : negative]
  const conditioning = Object.entries(inputs).filter(([name]) => /^(cond|positive|negative)/i.test(name))
  const chosen = conditioning.length
    ? conditioning
    : Object.entries(inputs).filter(([name]) => !/model|clip|vae|image|control|mask|latent/i.test(name))
  return chosen.map(([, value]) => linkOf(value)).filter(link => link !== null)
}
