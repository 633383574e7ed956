import { loraTag } from './loras.ts'
import type { Hint, ParsedPrompt, Place, PromptNode, Span } from './nodes.ts'
import { numberIn, whenIn } from './numbers.ts'
import { hintsOf } from './parse-hints.ts'

/** Deeper ones are read as text: nobody types them. */
const deepest = 100

export const step = 1.1
/** A file of wildcards by its path below their folder, without its ending. */
const wildcard = /__([\p{L}\p{N}][\p{L}\p{N} ._/-]{0,100}?)__/u

const atoms: readonly [PromptNode['kind'], RegExp][] = [
  ['escape', /\\[\s\S]/y],
  ['comment', /#[^\n]*/y],
  ['lora', new RegExp(loraTag.source, 'y')],
  ['wildcard', new RegExp(wildcard.source, 'uy')],
  ['break', /\bBREAK\b/y],
  ['and', /\bAND\b/y],
]
const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }
/** Where the parts of what stands in a bracket may end. */
const separators: Readonly<Record<string, string>> = { '(': ':', '[': ':|', '{': '|' }

type Part = Span & { separator: string }

/**
 * A prompt as A1111 reads it, with the places of everything in it. Never fails: a bracket that fits nothing is read as
 * text where A1111 reads it so, and `hints` says what it comes to.
 */
export function parsePrompt(text: string): ParsedPrompt {
  const known = new Map<number, PromptNode | null>()
  const hints: Hint[] = []

  function atom(at: number): PromptNode | null {
    for (const [kind, pattern] of atoms) {
      pattern.lastIndex = at
      const match = pattern.exec(text)
      if (!match) continue
      const place = { start: at, end: at + match[0].length }
      if (kind === 'lora' || kind === 'wildcard') return { ...place, kind, name: match[1]!.trim() }
      return { ...place, kind } as PromptNode
    }
    return null
  }

  /** Text and nodes up to one of `ends`, or up to a sign that no bracket within a bracket can hold. */
  function span(from: number, ends: string, depth: number): Span {
    const nodes: PromptNode[] = []
    let at = from
    while (at < text.length) {
      const char = text[at]!
      if (ends.includes(char)) break
      const node = atom(at) ?? (char in closers ? bracket(at, depth + 1) : null)
      if (node) {
        nodes.push(node)
        at = node.end
      } else if (depth > 0 && '()[]'.includes(char)) break
      else at++
    }
    return { start: from, end: at, nodes }
  }

  function bracket(at: number, depth: number): PromptNode | null {
    const cached = known.get(at)
    if (cached !== undefined) return cached
    const node = depth > deepest ? null : bracketAnew(at, depth)
    known.set(at, node)
    return node
  }

  function bracketAnew(start: number, depth: number): PromptNode | null {
    const open = text[start]!
    const close = closers[open]!
    const parts: Part[] = []
    for (let at = start + 1; ; ) {
      const part = span(at, close + separators[open], depth)
      const separator = text[part.end] ?? ''
      parts.push({ ...part, separator })
      if (separator === close) return made(open, { start, end: part.end + 1 }, parts)
      if (separator === '' || !separators[open]!.includes(separator)) return null
      at = part.end + 1
    }
  }

  function made(open: string, place: Place, parts: readonly Part[]): PromptNode | null {
    if (open === '{') return choice(place, parts)
    const last = parts.at(-1)!
    const number =
      parts.length > 1 ? parts.at(-2)!.separator === ':' && text.slice(last.start, last.end) : false
    if (open === '(') {
      const factor = number === false ? null : numberIn(number)
      const words = joined(factor === null ? parts : parts.slice(0, -1))
      return { ...place, kind: 'weight', bracket: '(', factor: factor ?? step, inner: words, closed: true }
    }
    const when = number === false ? null : whenIn(number)
    if (when !== null) return schedule(place, parts.slice(0, -1), when)
    if (parts.length > 1 && parts.every(({ separator }) => separator !== ':'))
      return { ...place, kind: 'alternate', options: parts.map(bare) }
    return { ...place, kind: 'weight', bracket: '[', factor: 1 / step, inner: joined(parts), closed: true }
  }

  /** The first colon parts what was from what will be; `|` within either is text. */
  function schedule(place: Place, parts: readonly Part[], when: number): PromptNode {
    const first = parts.findIndex(({ separator }, i) => separator === ':' && i < parts.length - 1)
    if (first < 0) return { ...place, kind: 'schedule', from: null, to: joined(parts), when }
    const [from, to] = [joined(parts.slice(0, first + 1)), joined(parts.slice(first + 1))]
    return { ...place, kind: 'schedule', from, to, when }
  }

  function choice(place: Place, parts: readonly Part[]): PromptNode {
    const options = parts.map(part => {
      const said = /^\s*(\d+(?:\.\d*)?|\.\d+)::/.exec(text.slice(part.start, part.end))
      const start = part.start + (said?.[0].length ?? 0)
      return { weight: said ? Number(said[1]) : 1, span: { ...bare(part), start } }
    })
    return { ...place, kind: 'choice', options }
  }

  /** The whole text: what is left of brackets opens a weight to the end, as A1111 counts it. */
  const whole = span(0, '', 0)
  hints.push(...hintsOf(text, whole))
  return { ...whole, hints }
}

const bare = ({ start, end, nodes }: Span): Span => ({ start, end, nodes })

const joined = (parts: readonly Span[]): Span => ({
  start: parts[0]!.start,
  end: parts.at(-1)!.end,
  nodes: parts.flatMap(({ nodes }) => nodes),
})
