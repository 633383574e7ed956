import { mt19937 } from '#engine/random/mt19937.ts'
import { type Candidate, partsOf, shuffled } from './candidates.ts'

/** Fewer tried texts say nothing of what is near. */
export const fewestTried = 8
/** A hole is farther from its nearest pictures than this share of what was tried. */
const far = 0.5
/** What a part that no prompt has weighs beside the distance, when all parts are such. */
const newness = 0.3

export type Asked = {
  candidate: Candidate
  unused: string[]
  /** Mean cosine with the pictures most like it; null where nothing was looked at. */
  reach: number | null
}
export type Chosen = Asked & { nearer: number | null }

/**
 * Of candidates that nobody tried, those that are farthest from every picture and have most words that no prompt has; at
 * most `count`, no thing twice, a colour or a place at most three times. `tried` are the cosines of what was tried, by
 * which a distance is told: a cosine alone means nothing. The seed breaks near ties.
 */
export function chooseHoles(
  asked: readonly Asked[],
  tried: readonly number[],
  { seed, count }: { seed: number; count: number },
): Chosen[] {
  const measure = tried.length >= fewestTried ? tried.toSorted((a, b) => a - b) : null
  const random = mt19937(BigInt(seed))
  const ranked = shuffled(asked, random.double53)
    .map(one => ({ ...one, nearer: measure && one.reach !== null ? shareAbove(measure, one.reach) : null }))
    .filter(({ nearer, unused }) => (nearer === null ? unused.length > 0 : nearer >= far))
    .map(one => ({ one, worth: worthOf(one) }))
    .sort((a, b) => b.worth - a.worth)
  const times = new Map<string, number>()
  const chosen: Chosen[] = []
  for (const { one } of ranked) {
    if (chosen.length === count) break
    const { subject, before, after } = one.candidate
    const said = (part: string | null) => (part === null ? 0 : (times.get(part) ?? 0))
    if (said(subject) || said(before) > 2 || said(after) > 2) continue
    for (const part of partsOf(one.candidate)) times.set(part, said(part) + 1)
    chosen.push(one)
  }
  return chosen
}

/** To two digits, so that what is about as far is told apart by the seed. */
function worthOf({ nearer, reach, unused, candidate }: Chosen): number {
  const distance = nearer ?? (reach === null ? 0 : -reach)
  return Math.round(20 * (distance + (newness * unused.length) / partsOf(candidate).length)) / 20
}

/** The share of sorted numbers that are larger. */
const shareAbove = (sorted: readonly number[], value: number): number =>
  sorted.filter(one => one > value).length / sorted.length
