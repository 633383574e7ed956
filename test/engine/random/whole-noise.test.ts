import { describe, expect, test } from 'vitest'
import { dct } from '#engine/random/dct.ts'
import { isLayout, type NoiseDims } from '#engine/random/dice.ts'
import { startNoise } from '#engine/random/start-noise.ts'
import { type Dice, noDice } from '#shared/dice.ts'
import type { Settings } from '#shared/generation.ts'
import { judge, type Verdict } from './judge-normal.ts'

const dims: NoiseDims = [2, 8, 8]
const size = 2 * 8 * 8
const draws = 10_000

const rectangle = { x: 0.25, y: 0, width: 0.5, height: 0.75 }
/** Every draw has a main seed and dice of its own. */
const kinds: Record<string, (n: number) => Partial<Dice>> = {
  layout: n => ({ layout: n }),
  texture: n => ({ texture: n + 1 }),
  channel: n => ({ channels: { 1: n + 2 } }),
  region: n => ({ regions: [{ seed: n + 3, rectangle }] }),
  'everything at once': n => ({
    layout: n,
    texture: n + 1,
    channels: { 0: n, 1: n + 1 },
    regions: [
      { seed: n, rectangle },
      { seed: n + 5, rectangle: { ...rectangle, y: 0.5, height: 0.5 } },
    ],
  }),
  'half way towards another': n => ({
    toward: { seed: n + draws, variation: { seed: 0, strength: 0 }, dice: noDice, sampler: null, t: 0.5 },
  }),
  'towards another that shares the layout': n => ({
    layout: n,
    toward: {
      seed: n + draws,
      variation: { seed: 0, strength: 0 },
      dice: { ...noDice, layout: n, texture: n + 7 },
      sampler: null,
      t: 0.3,
    },
  }),
  'towards another with a region here, a channel there': n => ({
    regions: [{ seed: n, rectangle }],
    toward: {
      seed: n,
      variation: { seed: 0, strength: 0 },
      dice: { ...noDice, layout: n, channels: { 1: n } },
      sampler: null,
      t: 0.6,
    },
  }),
}

function drawAll(name: string): Float64Array {
  const all = new Float64Array(size * draws)
  for (let n = 0; n < draws; n++) {
    const seed = 1_000_000 + n
    const variation = { seed: 0, strength: 0 }
    const settings = { rng: 'cpu', seed, variation, dice: { ...noDice, ...kinds[name]!(seed) } } as Settings
    all.set(startNoise(settings, dims), n * size)
  }
  return all
}

/**
 * Each limit is passed by chance less than once in 10,000 samples; seeds are fixed, so that it is passed always or
 * never. The distance of Kolmogorov and Smirnov, 2.2 at most: 1.8e-4 for independent values.
 */
function isNormal({ kolmogorov, mean, scale, worstPair, worstCell, pairs }: Verdict): boolean {
  return kolmogorov < 2.2 && mean < 4 && scale < 4 && worstPair < 5.7 && worstCell < 5.2 && pairs < 4
}

/** The layout's waves alone, from the finished noise. */
function layoutOf(all: Float64Array): { values: Float64Array; size: number } {
  const slow = Array.from({ length: 64 }, (_, i) => i).filter(i => isLayout(i >> 3, i & 7, dims, 0.25))
  const values = new Float64Array((all.length / 64) * slow.length)
  for (let plane = 0; plane < all.length / 64; plane++) {
    const waves = dct(all.subarray(plane * 64, (plane + 1) * 64), 8, 8)
    for (const [n, i] of slow.entries()) values[plane * slow.length + n] = waves[i]!
  }
  return { values, size: 2 * slow.length }
}

describe.each(Object.keys(kinds))('%s: 10,000 draws', name => {
  test('are N(0, I), as cells and in the layout alone', () => {
    const all = drawAll(name)
    expect(judge(all, size)).toSatisfy(isNormal)
    const { values, size: slow } = layoutOf(all)
    expect(judge(values, slow)).toSatisfy(isNormal)
  })
})

describe('the judge', () => {
  const all = drawAll('everything at once')
  test('hears a part that is 3 % too loud', () => {
    const { values, size: slow } = layoutOf(all)
    expect(
      judge(
        values.map(value => value * 1.03),
        slow,
      ),
    ).not.toSatisfy(isNormal)
    expect(
      judge(
        all.map((value, i) => (i % size < 64 ? value * 1.03 : value)),
        size,
      ),
    ).not.toSatisfy(isNormal)
  })
  test('sees two cells that are one', () => {
    expect(
      judge(
        all.map((value, i) => (i % size === 9 ? all[i - 4]! : value)),
        size,
      ),
    ).not.toSatisfy(isNormal)
  })
})
