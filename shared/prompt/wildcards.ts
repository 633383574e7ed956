import type { Seed } from '../seed.ts'
import type { PromptNode, Span } from './nodes.ts'
import { parsePrompt } from './parse.ts'
import { childrenOf } from './parse-hints.ts'
import { stream } from './stream.ts'

/** The lines of each file of wildcards by its name. */
export type Wildcards = Readonly<Record<string, readonly string[]>>

const wildcardLimits = {
  /** Wildcards within wildcards. */
  depth: 16,
  /** What one text may grow to. */
  characters: 20_000,
} as const

export type Expanded = {
  text: string
  /** What could not be put in, one sentence each. */
  problems: string[]
}

/**
 * The text with every `{a|b}` and `__name__` chosen, by the seed: the same seed, text and files give the same words.
 * `what` keeps prompt and negative prompt apart. A wildcard without a file stays as it is.
 */
export function expandWildcards(text: string, wildcards: Wildcards, seed: Seed, what: string): Expanded {
  const draw = stream(`${seed} ${what}`)
  const problems: string[] = []
  let length = text.length

  function expanded(source: string, depth: number): string {
    const whole = parsePrompt(source)
    return hasChoice(whole) ? told(source, whole, depth) : source
  }

  function told(source: string, { start, end, nodes }: Span, depth: number): string {
    let out = ''
    let at = start
    for (const node of nodes) {
      out += source.slice(at, node.start) + toldOf(source, node, depth)
      at = node.end
    }
    return out + source.slice(at, end)
  }

  function toldOf(source: string, node: PromptNode, depth: number): string {
    if (node.kind === 'choice') {
      const option = pick(node.options)
      return option ? told(source, option.span, depth) : ''
    }
    if (node.kind === 'wildcard') return lineOf(node.name, source.slice(node.start, node.end), depth)
    let out = ''
    let at = node.start
    for (const span of childrenOf(node)) {
      out += source.slice(at, span.start) + told(source, span, depth)
      at = span.end
    }
    return out + source.slice(at, node.end)
  }

  function lineOf(name: string, typed: string, depth: number): string {
    const lines = Object.hasOwn(wildcards, name) ? wildcards[name]! : null
    if (!lines?.length) {
      problems.push(
        lines
          ? `The wildcard ${typed} has no lines`
          : `There is no file of wildcards "${name}"; ${typed} is read as text`,
      )
      return lines ? '' : typed
    }
    if (depth >= wildcardLimits.depth) {
      problems.push(
        `The wildcard ${typed} names itself, or lies more than ${wildcardLimits.depth} deep; it is left out`,
      )
      return ''
    }
    const line = pick(lines.map(weighedLine))!.text
    length += line.length - typed.length
    if (length > wildcardLimits.characters) {
      problems.push(
        `With ${typed} the text has more than ${wildcardLimits.characters} characters; it is left out`,
      )
      return ''
    }
    return expanded(line, depth + 1)
  }

  /** By weight; all drawn from one stream, in the order of the text. */
  function pick<T extends { weight: number }>(options: readonly T[]): T | undefined {
    const sum = options.reduce((total, { weight }) => total + weight, 0)
    let left = draw() * sum
    for (const option of options) {
      left -= option.weight
      if (left < 0) return option
    }
    return options.findLast(({ weight }) => weight > 0)
  }

  return { text: expanded(text, 0), problems: [...new Set(problems)] }
}

/** `2::fox`: twice as likely as a line without a number. */
function weighedLine(line: string): { weight: number; text: string } {
  const said = /^\s*(\d+(?:\.\d*)?|\.\d+)::/.exec(line)
  return said ? { weight: Number(said[1]), text: line.slice(said[0].length) } : { weight: 1, text: line }
}

/** Whether anything in a text is chosen by the seed. */
export const hasChoice = (span: Span): boolean =>
  span.nodes.some(
    node => node.kind === 'choice' || node.kind === 'wildcard' || childrenOf(node).some(hasChoice),
  )

/** The names that a text asks for itself. */
export function wildcardsIn(text: string): string[] {
  const found = new Set<string>()
  const look = (span: Span) => {
    for (const node of span.nodes) {
      if (node.kind === 'wildcard') found.add(node.name)
      for (const child of childrenOf(node)) look(child)
    }
  }
  if (text.includes('__')) look(parsePrompt(text))
  return [...found]
}

/** A file's lines: what is empty or begins with # is left out. */
export const wildcardLines = (file: string): string[] =>
  file
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line && !line.startsWith('#'))
