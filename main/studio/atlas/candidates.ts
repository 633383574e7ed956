import { mt19937 } from '#engine/random/mt19937.ts'
import type { Vocabulary } from '#shared/studio/models.ts'

/** Where words of a kind stand beside a thing; other kinds are left out. */
const stands: Record<string, 'before' | 'after'> = {
  colours: 'before',
  colors: 'before',
  places: 'after',
  scenes: 'after',
  sky: 'after',
  backgrounds: 'after',
  times: 'after',
  seasons: 'after',
}

/** A thing, and perhaps a colour and a place, as words of a vocabulary. */
export type Candidate = { prompt: string; subject: string; before: string | null; after: string | null }
export type Terms = { subjects: string[]; before: string[]; after: string[] }

export const partsOf = ({ before, subject, after }: Candidate): string[] =>
  [before, subject, after].filter(part => part !== null)

export function termsOf({ subjects, words }: Vocabulary): Terms {
  const kind = (where: 'before' | 'after') =>
    words.flatMap(({ kind, words }) => (stands[kind.toLowerCase()] === where ? words : []))
  return {
    subjects: [...new Set(subjects.map(({ word }) => word.toLowerCase()))],
    before: [...new Set(kind('before').map(word => word.toLowerCase()))],
    after: [...new Set(kind('after').map(word => word.toLowerCase()))],
  }
}

/** `a red fox on the ground`, `an owl, night`. */
export function promptOf(subject: string, before: string | null, after: string | null): Candidate {
  const thing = before ? `${before} ${subject}` : subject
  const where =
    after && (/^(on|in|at|under|over|by|near|with|beside|among)\b/.test(after) ? ` ${after}` : `, ${after}`)
  return { prompt: `${/^[aeiou]/.test(thing) ? 'an' : 'a'} ${thing}${where ?? ''}`, subject, before, after }
}

/**
 * At most `most` of all that the terms can say: a third of them things alone, the others with a colour, a place, or both.
 * The same seed gives the same ones, another seed others.
 */
export function candidatesOf(terms: Terms, seed: number, most: number): Candidate[] {
  const random = mt19937(BigInt(seed))
  const one = (list: readonly string[]) =>
    list.length ? list[Math.floor(random.double53() * list.length)]! : null
  const found = new Map<string, Candidate>()
  const add = (candidate: Candidate) => void found.set(candidate.prompt, candidate)
  for (const subject of shuffled(terms.subjects, random.double53).slice(0, Math.ceil(most / 3)))
    add(promptOf(subject, null, null))
  if (!terms.subjects.length || !(terms.before.length || terms.after.length)) return [...found.values()]
  for (let tries = 0; found.size < most && tries < 4 * most; tries++) {
    const subject = one(terms.subjects)!
    const kind = tries % 3
    const before = kind === 1 ? null : one(terms.before)
    const after = kind === 0 && before ? null : one(terms.after)
    add(promptOf(subject, before, after))
  }
  return [...found.values()]
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items]
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[out[i], out[j]] = [out[j]!, out[i]!]
  }
  return out
}
