import { describe, expect, test } from 'vitest'
import { distanceTo } from '#engine/conditions/distance.ts'
import { feathered } from '#engine/conditions/feather.ts'
import { fillUnknown } from '#engine/conditions/fill-unknown.ts'
import { windowAround } from '#engine/conditions/window.ts'
import { resample } from '#engine/resample.ts'

const size = { width: 13, height: 9 }
const places = Array.from({ length: 13 * 9 }, (_, p) => ({ x: p % 13, y: Math.floor(p / 13) }))

test('distances are those that looking at every pair finds', () => {
  const from = Uint8Array.from(places, ({ x, y }) => ((x * 7 + y * 5) % 31 === 0 ? 1 : 0))
  const found = distanceTo(from, size)
  const marks = places.filter((_, p) => from[p])
  expect(marks.length).toBeGreaterThan(2)
  for (const [p, { x, y }] of places.entries())
    expect(found[p]).toBeCloseTo(Math.min(...marks.map(mark => Math.hypot(mark.x - x, mark.y - y))), 5)
})

test('without a mark everything is infinitely far', () => {
  expect(distanceTo(new Uint8Array(117), size).every(d => d === Number.POSITIVE_INFINITY)).toBe(true)
})

describe('a feather', () => {
  test('leaves a full and an empty mask as they are', () => {
    expect(feathered(new Float32Array(117).fill(1), size, 4).every(share => share === 1)).toBe(true)
    expect(feathered(new Float32Array(117), size, 4).every(share => share === 0)).toBe(true)
  })
  test('rises over its radius on both sides of an edge and not beyond', () => {
    const row = { width: 40, height: 1 }
    const soft = feathered(
      Float32Array.from({ length: 40 }, (_, x) => (x < 20 ? 0 : 1)),
      row,
      4,
    )
    for (let x = 1; x < 40; x++) expect(soft[x]!).toBeGreaterThanOrEqual(soft[x - 1]! - 1e-6)
    expect(soft.slice(0, 16).every(share => share === 0)).toBe(true)
    expect(soft[18]).toBeGreaterThan(0.05)
    expect(soft[19]! + soft[20]!).toBeCloseTo(1, 5)
  })
})

describe('what is not known', () => {
  const known = Float32Array.from(places, ({ x }) => (x < 4 ? 1 : 0))
  test('is filled with what lies around it, what is known stays', () => {
    const plane = Float32Array.from(places, ({ y }, p) => known[p]! * (10 + y))
    const [filled] = fillUnknown([plane], known, size)
    for (const [p, { x, y }] of places.entries()) {
      if (x < 4) expect(filled![p]).toBe(10 + y)
      else expect(filled![p]! >= 10 && filled![p]! <= 18).toBe(true)
    }
  })
  test('sets in with the value that the known ends with, wherever that is', () => {
    const wide = { width: 64, height: 64 }
    for (const end of [31, 32, 37]) {
      const known = Float32Array.from({ length: 64 * 64 }, (_, p) => (p % 64 < end ? 1 : 0))
      const [filled] = fillUnknown([known.map((share, p) => (share * (p % 64) * 200) / end)], known, wide)
      for (let y = 0; y < 64; y++) {
        const [last, next] = [filled![y * 64 + end - 1]!, filled![y * 64 + end]!]
        expect(Math.abs(next - last)).toBeLessThan(15)
      }
    }
  })
  test('is 0 where nothing is known at all', () => {
    const [filled] = fillUnknown([new Float32Array(117)], new Float32Array(117), size)
    expect(filled!.every(value => value === 0)).toBe(true)
  })
})

describe('another size', () => {
  test('keeps the mean when it is smaller, and a slope when it is larger', () => {
    const plane = Float32Array.from(places, ({ x, y }) => x * 3 + y * y)
    const mean = (values: Float32Array) => values.reduce((a, b) => a + b, 0) / values.length
    for (const to of [
      { width: 5, height: 4 },
      { width: 1, height: 1 },
    ])
      expect(mean(resample(plane, size, to))).toBeCloseTo(mean(plane), 3)
    const slope = resample(Float32Array.of(0, 1, 2, 3), { width: 4, height: 1 }, { width: 8, height: 1 })
    expect([...slope]).toEqual([0, 0.25, 0.75, 1.25, 1.75, 2.25, 2.75, 3])
  })
  test('of ones is ones, exactly', () => {
    const ones = resample(new Float32Array(117).fill(1), size, { width: 7, height: 5 })
    for (const value of ones) expect(value).toBeCloseTo(1, 6)
  })
})

describe('the part of an image around a mask', () => {
  const image = { width: 300, height: 200 }
  const spot = (p: number) => p % 300 >= 20 && p % 300 < 40 && Math.floor(p / 300) >= 90 && p / 300 < 100
  test('has the padding, and the shape of what is drawn', () => {
    expect(windowAround(spot, image, 10, { width: 64, height: 64 })).toEqual({
      x: 10,
      y: 75,
      width: 40,
      height: 40,
    })
    const wide = windowAround(spot, image, 0, { width: 128, height: 64 })!
    expect(wide.width / wide.height).toBeCloseTo(2, 5)
  })
  test('stays within the image', () => {
    const near = windowAround(p => p === 0, image, 30, { width: 64, height: 64 })!
    expect([near.x, near.y]).toEqual([0, 0])
    const all = windowAround(() => true, image, 30, { width: 64, height: 64 })
    expect(all).toEqual({ x: 0, y: 0, width: 300, height: 200 })
  })
  test('is none where nothing is masked', () => {
    expect(windowAround(() => false, image, 10, { width: 64, height: 64 })).toBeNull()
  })
})
