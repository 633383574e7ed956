import { describe, expect, test } from 'vitest'
import { dct } from '#engine/random/dct.ts'
import { isLayout } from '#engine/random/dice.ts'
import { normalSources } from '#engine/random/normal.ts'
import { slerpWeights, turnWeights, weighted } from '#engine/random/slerp.ts'
import { samplerNoise, startNoise } from '#engine/random/start-noise.ts'
import { type Dice, noDice, noDiceParts } from '#shared/dice.ts'
import type { Settings } from '#shared/generation.ts'

const dims = [2, 6, 5] as const
const size = 60
const none = { seed: 0, strength: 0 }
const of = (seed: number, dice: Partial<Dice> = {}, more: Partial<Settings> = {}) =>
  ({ rng: 'cpu', seed, variation: none, dice: { ...noDice, ...dice }, ...more }) as Settings
const toward = (seed: number, t: number, more = {}): Partial<Dice> => ({
  toward: { seed, variation: none, dice: noDiceParts, sampler: null, t, ...more },
})
const norm = (x: Float32Array) => Math.hypot(...x)

describe('the starting noise', () => {
  test('without dice is what torch draws', () => {
    expect(startNoise(of(7), dims)).toEqual(normalSources.cpu(7).normal(size))
  })
  test('is not changed by a sampler die', () => {
    expect(startNoise(of(7, { sampler: 3 }), dims)).toEqual(startNoise(of(7), dims))
  })
  test('with a die is the varied noise with that part redrawn', () => {
    const variation = { seed: 4, strength: 0.3 }
    const dice: Partial<Dice> = { channels: { 1: 9 } }
    const varied = startNoise(of(7, {}, { variation }), dims)
    const rolled = startNoise(of(7, dice, { variation }), dims)
    expect(rolled.subarray(0, 30)).toEqual(varied.subarray(0, 30))
    expect(rolled.subarray(30)).toEqual(startNoise(of(1, dice), dims).subarray(30))
  })
})

describe('towards another', () => {
  const there = of(8, { layout: 2 })
  const way = (t: number) => of(7, toward(8, t, { dice: { ...noDiceParts, layout: 2 } }))
  test('begins and ends exactly at the two', () => {
    expect(startNoise(way(0), dims)).toEqual(startNoise(of(7), dims))
    expect(startNoise(way(1), dims)).toEqual(startNoise(there, dims))
  })
  test('goes at an even pace', () => {
    const at = [0, 0.25, 0.5, 0.75, 1].map(t => startNoise(way(t), dims))
    const angle = (a: Float32Array, b: Float32Array) =>
      Math.acos(a.reduce((sum, value, i) => sum + value * b[i]!, 0) / norm(a) / norm(b))
    // Ends of unequal length bend the pace a little; equal angles would be exact for equal lengths.
    const steps = at.slice(1).map((b, i) => angle(at[i]!, b))
    for (const step of steps) expect(step / steps[0]!).toBeCloseTo(1, 0)
  })
  test('is as long as its ends, within what chance does to the length of any noise', () => {
    const large = [4, 32, 32] as const
    const [a, b] = [norm(startNoise(way(0), large)), norm(startNoise(way(1), large))]
    for (const t of [0.2, 0.5, 0.8]) {
      const length = norm(startNoise(way(t), large))
      expect(length).toBeGreaterThan(Math.min(a, b) * 0.98)
      expect(length).toBeLessThan(Math.max(a, b) * 1.02)
    }
  })
  test('keeps, bit for bit, what both have', () => {
    const share: Partial<Dice> = { channels: { 1: 9 } }
    const dice = { ...noDiceParts, ...share }
    const here = startNoise(of(7, share), dims)
    const at = startNoise(of(7, { ...share, ...toward(8, 0.37, { dice }) }), dims)
    expect(at.subarray(30)).toEqual(here.subarray(30))
    expect(at.subarray(0, 30)).not.toEqual(here.subarray(0, 30))
    // The same main seed, another channel: the rest stays.
    const other = { dice: { ...noDiceParts, channels: { 1: 10 } } }
    const turned = startNoise(of(7, { ...share, ...toward(7, 0.37, other) }), dims)
    expect(turned.subarray(0, 30)).toEqual(here.subarray(0, 30))
    expect(turned.subarray(30)).not.toEqual(here.subarray(30))
  })
  test('keeps the layout that both have', () => {
    const share: Partial<Dice> = { layout: 3 }
    const at = startNoise(
      of(7, { ...share, ...toward(8, 0.5, { dice: { ...noDiceParts, layout: 3 } }) }),
      dims,
    )
    const here = startNoise(of(7, share), dims)
    const [a, b] = [at, here].map(noise => dct(noise.subarray(0, 30), 6, 5))
    for (let v = 0; v < 6; v++)
      for (let u = 0; u < 5; u++)
        expect(Math.abs(a![v * 5 + u]! - b![v * 5 + u]!) < 1e-5).toBe(isLayout(v, u, dims, 0.25))
  })
  test('of two main seeds is the great circle', () => {
    const [a, b] = [startNoise(of(7), dims), startNoise(of(8), dims)]
    expect(startNoise(of(7, toward(8, 0.3)), dims)).toEqual(weighted(a, b, slerpWeights(a, b, 0.3)))
  })
  test('of itself stays where it is', () => {
    const here = startNoise(of(7), dims)
    expect(startNoise(of(7, toward(7, 0.37)), dims)).toEqual(here)
    const [wa, wb] = slerpWeights(here, here, 0.37)
    expect(wa + wb).toBeCloseTo(1, 12)
  })
})

describe("the sampler's noise", () => {
  test('goes on behind the starting noise', () => {
    const source = normalSources.cpu(7)
    const [, first, second] = [source.normal(size), source.normal(size), source.normal(size)]
    const draw = samplerNoise(size)
    expect(draw(of(7), 1)).toEqual(first)
    expect(draw(of(7), 2)).toEqual(second)
  })
  test('is numbered alike whichever die drew before', () => {
    const plain = samplerNoise(size)
    const changing = samplerNoise(size)
    const third = [1, 2, 3].map(n => plain(of(7), n))[2]
    changing(of(7, { sampler: 3 }), 1)
    changing(of(9), 2)
    expect(changing(of(7), 3)).toEqual(third)
    expect(changing(of(7), 2)).toEqual(plain(of(7), 2))
  })
  test('of a die has random access and nothing to do with the main seed', () => {
    const [a, b] = [samplerNoise(size), samplerNoise(size)]
    expect(a(of(7, { sampler: 3 }), 5)).toEqual(b(of(8, { sampler: 3 }), 5))
    expect(a(of(7, { sampler: 3 }), 5)).not.toEqual(a(of(7, { sampler: 3 }), 6))
  })
  test("on the way to another noise is on the way to the other's", () => {
    const draw = samplerNoise(size)
    const at = (t: number) => draw(of(7, { sampler: 3, ...toward(8, t) }), 2)
    expect(at(0)).toEqual(draw(of(7, { sampler: 3 }), 2))
    expect(at(1)).toEqual(draw(of(8), 2))
    expect(at(0.5)).toEqual(weighted(at(0), at(1), turnWeights(0.5)))
  })
  test('of one die stays the same all the way', () => {
    const draw = samplerNoise(size)
    const held = draw(of(7, { sampler: 3, ...toward(8, 0.4, { sampler: 3 }) }), 1)
    expect(held).toEqual(draw(of(7, { sampler: 3 }), 1))
  })
})
