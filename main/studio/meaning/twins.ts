import { setImmediate as turn } from 'node:timers/promises'
import type { Held } from './held.ts'

/**
 * Two pictures are near-duplicates from this cosine on. Of 88 pictures of the picture-book (4 prompts, docs/library.md)
 * all 24 pairs that differ by two steps in twenty are above it, and none of 240 pairs of one prompt and two seeds.
 */
export const twinCosine = 0.99

/** So few are held against each other, all of them. */
const few = 2000
/** Of more, those that fall into one bucket; in a crowded one each against so many of the last. */
const many = { tables: 8, bits: 12, most: 256 }
/** How long it reckons on end before others have their turn, in ms. */
const slice = 10

export type Twin = { picture: number; group: number }

/**
 * Pictures that look nearly the same, in groups: whoever is near one of a group belongs to it. Only those that fall on the
 * same side of 12 random planes are compared, in one of 8 such draws (Charikar 2002, random hyperplanes), so that 100,000
 * take seconds instead of hours; a pair at the threshold is missed about once in a thousand.
 */
export async function twins({ rows, inverse, place, width, count }: Held): Promise<Twin[]> {
  const parent = Int32Array.from({ length: count }, (_, at) => at)
  const rootOf = (at: number): number => {
    let root = at
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!
      root = parent[root]!
    }
    return root
  }
  const cosine = (a: number, b: number) => {
    let sum = 0
    for (let i = 0; i < width; i++) sum += rows[a * width + i]! * rows[b * width + i]!
    return sum * inverse[a]! * inverse[b]!
  }
  const { tables, bits, most } = count <= few ? { tables: 1, bits: 0, most: few } : many
  const random = chance()
  let since = performance.now()
  for (let table = 0; table < tables; table++) {
    const planes = Float32Array.from({ length: bits * width }, random)
    const buckets = new Map<number, number[]>()
    for (let at = 0; at < count; at++) {
      if (performance.now() - since > slice) {
        await turn()
        since = performance.now()
      }
      let name = 0
      for (let bit = 0; bit < bits; bit++) {
        let sum = 0
        for (let i = 0; i < width; i++) sum += rows[at * width + i]! * planes[bit * width + i]!
        name = name * 2 + (sum > 0 ? 1 : 0)
      }
      const bucket = buckets.get(name)
      if (!bucket) {
        buckets.set(name, [at])
        continue
      }
      for (const other of bucket.slice(-most)) {
        const [a, b] = [rootOf(at), rootOf(other)]
        if (a !== b && cosine(at, other) >= twinCosine) parent[Math.max(a, b)] = Math.min(a, b)
      }
      bucket.push(at)
    }
  }
  const sizes = new Int32Array(count)
  for (let at = 0; at < count; at++) sizes[rootOf(at)]!++
  const found: Twin[] = []
  for (const [picture, at] of place.entries()) {
    // What came while this was being found waits for the next time.
    const group = at && at <= count ? rootOf(at - 1) : -1
    if (group >= 0 && sizes[group]! > 1) found.push({ picture, group })
  }
  return found
}

/** The same numbers each time, bell-shaped around 0. */
function chance(): () => number {
  let state = 1
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32 - 0.5
  }
  return () => next() + next() + next()
}
