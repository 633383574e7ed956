import { expect, test } from 'vitest'
import type { Held } from '#main/studio/meaning/held.ts'
import { inverseLength, packed } from '#main/studio/meaning/pack.ts'
import { twinCosine, twins } from '#main/studio/meaning/twins.ts'
import { cosine, direction } from './vectors.ts'

const width = 128

/** As they are held in memory: the n-th is that of the picture with the key n + 10. */
function heldOf(vectors: readonly Float32Array[]): Held {
  const rows = vectors.map(packed)
  const place = new Int32Array(vectors.length + 10)
  vectors.forEach((_, at) => {
    place[at + 10] = at + 1
  })
  return {
    space: 'a',
    stamp: 0,
    width,
    count: vectors.length,
    last: vectors.length,
    rows: Int8Array.from(rows.flatMap(row => [...row])),
    inverse: Float32Array.from(rows, inverseLength),
    place,
  }
}

/** A vector with this cosine to another. */
function beside(vector: Float32Array, share: number, seed: number): Float32Array {
  const other = direction(seed)
  const along = cosine(vector, other)
  const across = other.map((value, i) => value - along * vector[i]!)
  const length = Math.hypot(...across)
  return vector.map((value, i) => share * value + (Math.sqrt(1 - share ** 2) * across[i]!) / length)
}

const groupsOf = async (vectors: readonly Float32Array[]) => {
  const groups = new Map<number, number[]>()
  for (const { picture, group } of await twins(heldOf(vectors)))
    groups.set(group, [...(groups.get(group) ?? []), picture - 10])
  return [...groups.values()]
}

test('what looks nearly the same is a group, whatever is in between; what does not is in none', async () => {
  const [a, b, c] = [direction(1), direction(2), direction(3)]
  const vectors = [a, b, beside(a, 0.995, 7), c, beside(b, 0.98, 8), a, beside(c, 0.9999, 9)]
  expect(await groupsOf(vectors)).toEqual([
    [0, 2, 5],
    [3, 6],
  ])
  expect(await groupsOf([])).toEqual([])
})

test('a chain is one group, though its ends are further apart', async () => {
  const a = direction(1)
  const b = beside(a, 0.993, 5)
  const c = beside(b, 0.993, 6)
  expect(cosine(a, c)).toBeLessThan(twinCosine)
  expect(await groupsOf([a, c, b])).toEqual([[0, 1, 2]])
})

test('of many pairs just above the threshold hardly any is overlooked', async () => {
  const vectors = Array.from({ length: 2000 }, (_, n) => direction(n + 50))
  const pairs = vectors.slice(0, 1000).map((vector, n) => beside(vector, 0.993, n + 5000))
  const groups = await groupsOf([...vectors, ...pairs])
  const right = groups.filter(([a, b, ...more]) => !more.length && b! - a! === 2000)
  expect(groups.length).toBe(right.length)
  expect(right.length).toBeGreaterThan(990)
})
