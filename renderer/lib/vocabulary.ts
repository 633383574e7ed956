import { editDistance } from '#shared/nearest.ts'
import type { Vocabulary } from '#shared/studio/models.ts'

export type Word = { text: string; from: number; to: number }
export type Unknown = Word & { near: string | null }
/** Everything that a small model understands, made ready for looking up. */
export type Lexicon = {
  known: ReadonlySet<string>
  phrases: readonly string[]
  kinds: ReadonlyMap<string, string>
}

/** Small words that carry no picture. */
const glue = 'a an the on in at of with and or to by is its under over near next beside behind front up down'

const wordsOf = (phrase: string) => phrase.toLowerCase().match(/[\p{L}\p{N}'-]+/gu) ?? []

export function lexicon({ subjects, words }: Vocabulary): Lexicon {
  const kinds = new Map<string, string>()
  for (const { word, group, also } of subjects) for (const name of [word, ...also]) kinds.set(name, group)
  for (const { kind, words: list } of words)
    for (const word of list) if (!kinds.has(word)) kinds.set(word, kind)
  const phrases = [...kinds.keys()]
  return { known: new Set([...glue.split(' '), ...phrases.flatMap(wordsOf)]), phrases, kinds }
}

export const wordsIn = (text: string): Word[] =>
  [...text.matchAll(/\p{L}[\p{L}\p{N}'-]*/gu)].map(match => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }))

const singular = (word: string) =>
  word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.replace(/(?<=[sxz]|ch|sh)es$|s$/, '')

const isKnown = (word: string, known: ReadonlySet<string>) =>
  known.has(word) || known.has(singular(word)) || known.has(word.replace(/'s$/, ''))

/** Two letters typed in the wrong order: one slip, not two. */
function isSwap(a: string, b: string): boolean {
  const at = [...a].findIndex((letter, i) => letter !== b[i])
  return a.length === b.length && a.slice(0, at) + a[at + 1] + a[at] + a.slice(at + 2) === b
}

/** The known word that was most likely meant, or null where all are far off. */
export function nearWord(text: string, { known }: Lexicon): string | null {
  const word = text.toLowerCase()
  const most = word.length < 4 ? 1 : word.length < 8 ? 2 : 3
  let best: string | null = null
  let least = most + 1
  for (const candidate of known) {
    if (candidate.length < 3 || Math.abs(candidate.length - word.length) >= least) continue
    const slips = isSwap(word, candidate) ? 1 : editDistance(word, candidate)
    const distance = slips + (candidate[0] === word[0] ? 0 : 0.5)
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best
}

export const unknownWords = (text: string, lex: Lexicon): Unknown[] =>
  wordsIn(text)
    .filter(word => !isKnown(word.text.toLowerCase(), lex.known))
    .map(word => ({ ...word, near: nearWord(word.text, lex) }))

/** `to` where it replaces a whole word rather than what stands before the caret. */
export type Completion = { phrase: string; kind: string; from: number; to?: number }

/** Known words and phrases that begin as the text before the caret ends, the longest beginning first. */
export function completions(text: string, caret: number, lex: Lexicon, most = 7): Completion[] {
  if (/[\p{L}\p{N}]/u.test(text[caret] ?? '')) return []
  const before = wordsIn(text.slice(0, caret))
  const last = before.at(-1)
  if (!last || last.to !== caret || last.text.length < 2) return []
  const starts = before.slice(-2).map(word => word.from)
  const found = new Map<string, Completion>()
  for (const from of starts) {
    const typed = text.slice(from, caret).toLowerCase()
    for (const phrase of lex.phrases)
      if (phrase.startsWith(typed) && phrase !== typed && !found.has(phrase))
        found.set(phrase, { phrase, kind: lex.kinds.get(phrase) ?? '', from })
  }
  return [...found.values()].slice(0, most)
}

export const replaceWord = (text: string, { from, to }: { from: number; to: number }, by: string): string =>
  text.slice(0, from) + by + text.slice(to)
