import { expect, test } from 'vitest'
import { reduced } from '#engine/maps/crowd/axes.ts'
import { nearOf } from '#engine/maps/crowd/near.ts'
import type { PackedRows } from '#engine/maps/crowd/packed.ts'
import { type CrowdEvent, placeCrowd } from '#engine/maps/crowd/place-crowd.ts'
import { squared } from '#engine/maps/crowd/square.ts'
import { bell, crowd } from './crowd-rows.ts'
import { trustworthiness } from './trustworthiness.ts'

const eventsOf = (packed: PackedRows, known: Float32Array | null = null) => [...placeCrowd(packed, known)]
const placesOf = (events: readonly CrowdEvent[]) =>
  events.flatMap(event => (event.kind === 'places' ? [event.places] : []))
const within = (places: Float32Array) => places.every(value => value >= 0 && value <= 1)

test('the same vectors lie in the same places; rough ones come first, better ones later', () => {
  const packed = crowd(600, 12)
  const events = eventsOf(packed)
  const all = placesOf(events)
  expect(eventsOf(packed)).toEqual(events)
  expect(all.length).toBeGreaterThan(3)
  expect(all.every(within)).toBe(true)
  expect(events.filter(event => event.kind === 'places' && event.final)).toEqual([events.at(-1)])
  const shares = events.flatMap(event => (event.kind === 'progress' ? [event.share] : []))
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  const [rough, best] = [all[0]!, all.at(-1)!]
  const trust = { rough: trustworthiness(packed, rough, 10), best: trustworthiness(packed, best, 10) }
  expect(trust.rough).toBeGreaterThan(0.6)
  expect(trust.best).toBeGreaterThan(trust.rough)
  expect(trust.best).toBeGreaterThan(0.9)
})

test('by chance neighbours are not kept: the measure sees it', () => {
  const packed = crowd(600, 12)
  const random = bell(3)
  const chance = Float32Array.from({ length: 1200 }, random)
  expect(trustworthiness(packed, chance, 10)).toBeLessThan(0.6)
})

test('of many, found by cells, neighbours are kept too', { timeout: 60_000 }, () => {
  const packed = crowd(4000, 20, 32)
  const best = placesOf(eventsOf(packed)).at(-1)!
  expect(trustworthiness(packed, best, 10, 60)).toBeGreaterThan(0.9)
})

test('cells find most of the true neighbours', () => {
  const points = reduced(crowd(3500, 20, 16, 1), 16)
  const finish = (work: ReturnType<typeof nearOf>) => {
    let step = work.next()
    while (!step.done) step = work.next()
    return step.value
  }
  const { indices, count } = finish(nearOf(points, 10))
  let found = 0
  for (let i = 0; i < 3500; i += 50) {
    const far = (j: number) => {
      let sum = 0
      for (let k = 0; k < points.width; k++)
        sum += (points.values[i * points.width + k]! - points.values[j * points.width + k]!) ** 2
      return sum
    }
    const true10 = Array.from({ length: 3500 }, (_, j) => j)
      .filter(j => j !== i)
      .sort((a, b) => far(a) - far(b))
      .slice(0, 10)
    const got = new Set(indices.subarray(i * count, (i + 1) * count))
    found += true10.filter(j => got.has(j)).length
  }
  expect(found / (70 * 10)).toBeGreaterThan(0.8)
})

test('a map that grows keeps its left and right', () => {
  const all = crowd(700, 8)
  const part = {
    ...all,
    count: 600,
    rows: all.rows.slice(0, 600 * all.width),
    inverse: all.inverse.slice(0, 600),
  }
  const before = placesOf(eventsOf(part)).at(-1)!
  const known = new Float32Array(1400).fill(Number.NaN)
  known.set(before)
  const after = placesOf(eventsOf(all, known)).at(-1)!
  let moved = 0
  for (let i = 0; i < 600; i++)
    moved += Math.hypot(after[2 * i]! - before[2 * i]!, after[2 * i + 1]! - before[2 * i + 1]!) / 600
  expect(moved).toBeLessThan(0.15)
  expect(within(after)).toBe(true)
  expect(trustworthiness(all, after, 10)).toBeGreaterThan(0.9)
})

test('a few, or many of the same, have places too', () => {
  for (const count of [1, 2, 5, 9]) {
    const all = placesOf(eventsOf(crowd(count, 3)))
    expect(all.at(-1)!.length).toBe(2 * count)
    expect(within(all.at(-1)!)).toBe(true)
  }
  const same = crowd(50, 1, 16, 0)
  expect(within(placesOf(eventsOf(same)).at(-1)!)).toBe(true)
})

test('a stray does not shrink the rest', () => {
  const places = Float32Array.from({ length: 4000 }, (_, n) => (n >> 1) / 2000)
  places[0] = 1e6
  const out = squared(places)
  expect(out[0]).toBe(1)
  expect(out[2 * 1000 + 1]).toBeCloseTo(0.5, 2)
  expect(out[2 * 1000]).toBeGreaterThan(0.4)
})
