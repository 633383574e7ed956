import { smallWords, wordPattern } from './small-words.ts'
import type { WordGroup } from './words.ts'

export type Phrase = {
  phrase: string
  start: number
  end: number
  /** The prompt with something else in its place; none where no list has the phrase. */
  near: string[]
  /** The prompt without it. */
  without: string
}

/** Words of a term in a list, at most. */
const longest = 5
/** Near misses of one phrase, of its own kind and, for things, of other kinds. */
const misses = 4

/** What a prompt asks for, phrase by phrase: terms of the lists as they are, else single words that are not small. */
export function phrasesOf(prompt: string, groups: readonly WordGroup[]): Phrase[] {
  const words = Array.from(prompt.matchAll(wordPattern), match => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }))
  const out: Phrase[] = []
  for (let i = 0; i < words.length; ) {
    const term = termAt(words.slice(i, i + longest), prompt, groups)
    const count = term?.count ?? 1
    const [start, end] = [words[i]!.start, words[i + count - 1]!.end]
    if (term || !smallWords.has(words[i]!.text.toLowerCase()))
      out.push({
        phrase: prompt.slice(start, end),
        start,
        end,
        near: (term?.others ?? []).map(other => replaced(prompt, start, end, other)),
        without: tidy(prompt.slice(0, start) + prompt.slice(end)),
      })
    i += count
  }
  return out
}

type Word = { text: string; start: number; end: number }

/** The longest term of the lists that begins here, with what could stand there instead. */
function termAt(words: readonly Word[], prompt: string, groups: readonly WordGroup[]) {
  for (let count = words.length; count > 0; count--) {
    const text = prompt.slice(words[0]!.start, words[count - 1]!.end).toLowerCase()
    for (const group of groups)
      for (const [form, bend] of [
        [text, (word: string) => word],
        [text.replace(/s$/, ''), plural],
      ] as const)
        if (group.words.includes(form)) return { count, others: othersOf(form, group, groups).map(bend) }
  }
  return null
}

function plural(word: string): string {
  if (/s$/.test(word)) return word
  if (/(x|ch|sh)$/.test(word)) return `${word}es`
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`
}

/** Others of the same kind; for a thing also things of other kinds, so that a robin is not held against birds alone. */
function othersOf(word: string, group: WordGroup, groups: readonly WordGroup[]): string[] {
  const own = spaced(
    group.words.filter(other => other !== word),
    group.noun ? misses : 2 * misses,
  )
  if (!group.noun) return own
  const rest = groups
    .filter(other => other.noun && other !== group)
    .map(({ words }) => words.find(other => other !== word))
  return [
    ...own,
    ...spaced(
      rest.filter(other => other !== undefined),
      misses,
    ),
  ]
}

/** So many of a list, evenly from its beginning to its end. */
const spaced = <T>(items: readonly T[], count: number): T[] =>
  items.length <= count
    ? [...items]
    : Array.from({ length: count }, (_, i) => items[Math.round((i * (items.length - 1)) / (count - 1))]!)

/** `a` and `an` before it follow what comes. */
function replaced(prompt: string, start: number, end: number, by: string): string {
  const before = prompt
    .slice(0, start)
    .replace(/\b(a)n? $/i, (_, article: string) => (/^[aeiou]/i.test(by) ? `${article}n ` : `${article} `))
  return before + by + prompt.slice(end)
}

/** Single spaces, no comma without something before it. */
const tidy = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/ (?=[,.;])/g, '')
    .replace(/(?:^|(?<=,)) *,/g, '')
    .trim()
