import { type Candidate, promptOf, type Terms } from './candidates.ts'
import { wordsIn } from './prompt-words.ts'

/** Words of a term, at most. */
const longest = 4

export type Tried = {
  /** Terms that some prompt has. */
  used: ReadonlySet<string>
  /** Whether one prompt has all of them. */
  together(parts: readonly string[]): boolean
  /** What prompts say, put as candidates are: each thing with the colour and the place beside it in the same prompt. */
  texts: Candidate[]
}

/** Which terms prompts have, whole words, also in the plural with s. Yields now and then. */
export function* triedOf(prompts: readonly string[], terms: Terms): Generator<void, Tried> {
  const { subjects, before, after } = terms
  const known = new Set([...subjects, ...before, ...after])
  const subject = new Set(subjects)
  const [colour, place] = [new Set(before), new Set(after)]
  const where = new Map<string, Set<number>>()
  const texts = new Map<string, Candidate>()
  for (const [n, prompt] of prompts.entries()) {
    const found = termsIn(wordsIn(prompt), known)
    for (const term of found) {
      const at = where.get(term) ?? new Set()
      where.set(term, at)
      at.add(n)
    }
    const things = found.filter(term => subject.has(term))
    // Of two things in a prompt nobody could tell whose the colour is.
    if (things.length === 1) {
      const said = promptOf(
        things[0]!,
        found.find(term => colour.has(term)) ?? null,
        found.find(term => place.has(term)) ?? null,
      )
      texts.set(said.prompt, said)
    }
    if (n % 4000 === 3999) yield
  }
  return {
    used: new Set(where.keys()),
    together(parts) {
      const sets = parts.map(part => where.get(part)).sort((a, b) => (a?.size ?? 0) - (b?.size ?? 0))
      const [first, ...others] = sets
      if (!first || others.some(set => !set)) return false
      for (const n of first) if (others.every(set => set!.has(n))) return true
      return false
    },
    texts: [...texts.values()],
  }
}

/** The longest terms first, none within another: "blue jay" is no "blue". */
function termsIn(words: readonly string[], known: ReadonlySet<string>): string[] {
  const found: string[] = []
  for (let i = 0; i < words.length; ) {
    let step = 1
    for (let count = Math.min(longest, words.length - i); count > 0; count--) {
      const text = words.slice(i, i + count).join(' ')
      const term = known.has(text)
        ? text
        : text.endsWith('s') && known.has(text.slice(0, -1))
          ? text.slice(0, -1)
          : null
      if (term === null) continue
      found.push(term)
      step = count
      break
    }
    i += step
  }
  return [...new Set(found)]
}
