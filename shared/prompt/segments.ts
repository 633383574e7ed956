import { numberIn } from './numbers.ts'
import { step } from './parse.ts'

/** Words that weigh the same; `null` begins a new window of the text encoder. */
export type Segment = { text: string; weight: number } | null

const tokens = /\\[()[\]\\]|\\|[([]|:[+-]?[.\d]+\)|[)\]]|[^\\()[\]:]+|:/g
const breaks = /\s*\bBREAK\b\s*/

/**
 * Words and weights as A1111 reads them (modules/prompt_parser.py): each bracket multiplies, one that is never closed
 * reaches to the end. Neighbours of the same weight are joined, since they are tokenized together.
 */
export function a1111Segments(text: string): Segment[] {
  const out: Segment[] = []
  const open: { round: number[]; square: number[] } = { round: [], square: [] }
  const multiply = (from: number, factor: number) => {
    for (const segment of out.slice(from)) if (segment) segment.weight *= factor
  }
  const say = (words: string) => out.push({ text: words, weight: 1 })
  for (const [token] of text.matchAll(tokens)) {
    const weight = token.length > 2 && token.startsWith(':') ? numberIn(token.slice(1, -1)) : null
    if (token.startsWith('\\')) say(token.slice(1))
    else if (token === '(') open.round.push(out.length)
    else if (token === '[') open.square.push(out.length)
    else if (weight !== null && open.round.length) multiply(open.round.pop()!, weight)
    else if (token === ')' && open.round.length) multiply(open.round.pop()!, step)
    else if (token === ']' && open.square.length) multiply(open.square.pop()!, 1 / step)
    else
      token.split(breaks).forEach((part, i) => {
        if (i > 0) out.push(null)
        say(part)
      })
  }
  for (const from of open.round) multiply(from, step)
  for (const from of open.square) multiply(from, 1 / step)
  return joined(out)
}

function joined(segments: readonly Segment[]): Segment[] {
  const out: Segment[] = []
  for (const segment of segments) {
    const last = out.at(-1)
    if (segment && last && segment.weight === last.weight) last.text += segment.text
    else out.push(segment)
  }
  return out.length ? out : [{ text: '', weight: 1 }]
}

/** Deeper brackets are read as text. */
const deepest = 100
const [round, unround] = ['\0\x02', '\0\x01']

/**
 * Words and weights as ComfyUI reads them (comfy/sd1_clip.py): a bracket multiplies by 1.1, a number in it is the whole
 * weight whatever stands around it. Square brackets are text.
 */
export function comfyuiSegments(text: string): Segment[] {
  const hidden = text.replaceAll('\\)', unround).replaceAll('\\(', round)
  const shown = (words: string) => words.replaceAll(unround, ')').replaceAll(round, '(')
  return weighted(hidden, 1, 0).map(({ text: words, weight }) => ({ text: shown(words), weight }))
}

function weighted(text: string, current: number, depth: number): { text: string; weight: number }[] {
  return bracketed(text).flatMap(part => {
    if (depth >= deepest || part.length < 2 || !part.startsWith('(') || !part.endsWith(')'))
      return [{ text: part, weight: current }]
    const inner = part.slice(1, -1)
    const colon = inner.lastIndexOf(':')
    const said = colon > 0 ? pythonNumber(inner.slice(colon + 1)) : null
    return said === null
      ? weighted(inner, current * step, depth + 1)
      : weighted(inner.slice(0, colon), said, depth + 1)
  })
}

const pythonNumber = (text: string): number | null =>
  /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : null

/** The text cut before and after each outermost pair of brackets. */
function bracketed(text: string): string[] {
  const out: string[] = []
  let from = 0
  let level = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(' && level++ === 0) {
      if (at > from) out.push(text.slice(from, at))
      from = at
    } else if (text[at] === ')' && --level === 0) {
      out.push(text.slice(from, at + 1))
      from = at + 1
    }
  }
  if (from < text.length) out.push(text.slice(from))
  return out
}
