import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dct } from '#engine/random/dct.ts'
import { coverOf, isLayout, type NoiseDims } from '#engine/random/dice.ts'
import { normalSources } from '#engine/random/normal.ts'
import { rolledWaves, rollParts } from '#engine/random/roll.ts'
import { type DiceParts, noDiceParts } from '#shared/dice.ts'

const noiseOf = (seed: number, [c, h, w]: NoiseDims) => normalSources.cpu(seed).normal(c * h * w)
const parts = (change: Partial<DiceParts>): DiceParts => ({ ...noDiceParts, ...change })
const anySeed = fc.nat()
const anyDims = fc.tuple(
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 2, max: 12 }),
  fc.integer({ min: 2, max: 12 }),
)
const share = fc.double({ min: 0, max: 1, noNaN: true })
const run = { seed: 1, numRuns: 60 }

test('no die: the noise itself, copied', () => {
  const noise = noiseOf(1, [2, 4, 4])
  const same = rollParts(noise, noDiceParts, [2, 4, 4])
  expect(same).toEqual(noise)
  expect(same).not.toBe(noise)
})

describe('waves', () => {
  test('of the other band keep their bits, and come back from the finished noise', () => {
    fc.assert(
      fc.property(anySeed, anySeed, anyDims, share, fc.boolean(), (main, die, dims, split, layout) => {
        const noise = noiseOf(main, dims)
        const dice = parts({ split, ...(layout ? { layout: die } : { texture: die }) })
        const kept = rolledWaves(noise, noDiceParts, dims)
        const rolled = rolledWaves(noise, dice, dims)
        const finished = rollParts(noise, dice, dims)
        const [channels, height, width] = dims
        for (let c = 0; c < channels; c++) {
          const plane = finished.subarray(c * height * width, (c + 1) * height * width)
          const back = dct(plane, height, width)
          for (let v = 0; v < height; v++)
            for (let u = 0; u < width; u++) {
              const i = c * height * width + v * width + u
              const held = isLayout(v, u, dims, split) !== layout
              expect(rolled[i] === kept[i]).toBe(held)
              expect(Math.abs(back[v * width + u]! - rolled[i]!)).toBeLessThan(1e-5)
            }
        }
      }),
      run,
    )
  })

  test('layout is what is slow: at the default split, a tenth of all waves', () => {
    const dims = [1, 64, 64] as const
    const count = (split: number) => {
      let n = 0
      for (let v = 0; v < 64; v++) for (let u = 0; u < 64; u++) n += +isLayout(v, u, dims, split)
      return n / 64 ** 2
    }
    expect(isLayout(0, 0, dims, 0.25)).toBe(true)
    expect(isLayout(63, 63, dims, 0.25)).toBe(false)
    expect(count(0)).toBe(0)
    expect(count(1)).toBe(1)
    expect(count(0.25)).toBeCloseTo(0.103, 2)
  })

  test('both dice redraw everything: nothing of the main seed is left', () => {
    const dims = [2, 8, 8] as const
    const dice = parts({ layout: 5, texture: 6 })
    const [a, b] = [rollParts(noiseOf(1, dims), dice, dims), rollParts(noiseOf(2, dims), dice, dims)]
    expect(a).toEqual(b)
  })

  test('the same die gives the same layout under another main seed', () => {
    const dims = [1, 16, 16] as const
    const dice = parts({ layout: 5 })
    const [a, b] = [1, 2].map(seed => rolledWaves(noiseOf(seed, dims), dice, dims))
    for (let v = 0; v < 16; v++)
      for (let u = 0; u < 16; u++)
        expect(a![v * 16 + u] === b![v * 16 + u]).toBe(isLayout(v, u, dims, dice.split))
  })
})

describe('channels and regions', () => {
  test('leave every other cell bit for bit', () => {
    fc.assert(
      fc.property(
        anySeed,
        anySeed,
        anyDims,
        fc.record({ x: share, y: share, width: share, height: share }),
        (main, die, dims, rectangle) => {
          const [channels, height, width] = dims
          const noise = noiseOf(main, dims)
          const channel = die % channels
          const region = { seed: die, rectangle }
          const inside = coverOf(region, height, width)
          const rolled = rollParts(noise, parts({ channels: { [channel]: die }, regions: [region] }), dims)
          for (let i = 0; i < noise.length; i++) {
            const touched = Math.floor(i / (height * width)) === channel || inside[i % (height * width)] === 1
            expect(rolled[i] === noise[i]).toBe(!touched)
          }
        },
      ),
      run,
    )
  })

  test('a later region lies over an earlier one, a region over a channel', () => {
    const dims = [2, 4, 4] as const
    const all = { x: 0, y: 0, width: 1, height: 1 }
    const only = (regions: DiceParts['regions'], channels = {}) =>
      rollParts(noiseOf(1, dims), parts({ regions, channels }), dims)
    const two = [
      { seed: 3, rectangle: all },
      { seed: 4, rectangle: all },
    ]
    expect(only(two)).toEqual(only([two[1]!]))
    expect(only(two, { 0: 9 })).toEqual(only([two[1]!]))
  })

  test('a channel that the latent lacks is named', () => {
    expect(() => rollParts(noiseOf(1, [2, 4, 4]), parts({ channels: { 2: 7 } }), [2, 4, 4])).toThrow(
      'its channels are 0 to 1',
    )
  })

  test('the same seed in two channels is not the same noise', () => {
    const dims = [2, 4, 4] as const
    const rolled = rollParts(noiseOf(1, dims), parts({ channels: { 0: 7, 1: 7 } }), dims)
    expect(rolled.subarray(0, 16)).not.toEqual(rolled.subarray(16))
  })
})

describe('what a region holds', () => {
  test('cells by their middle, however thin at least one', () => {
    const rectangle = (x: number, y: number, width: number, height: number) => [
      ...coverOf({ seed: 0, rectangle: { x, y, width, height } }, 2, 4),
    ]
    expect(rectangle(0, 0, 0.5, 1)).toEqual([1, 1, 0, 0, 1, 1, 0, 0])
    expect(rectangle(0.1, 0, 0.5, 0.5)).toEqual([1, 1, 0, 0, 0, 0, 0, 0])
    expect(rectangle(0.9, 0.5, 0.5, 0.5)).toEqual([0, 0, 0, 0, 0, 0, 0, 1])
    expect(rectangle(0.3, 0.9, 0, 0)).toEqual([0, 0, 0, 0, 0, 1, 0, 0])
    expect(rectangle(1, 1, 1, 1)).toEqual([0, 0, 0, 0, 0, 0, 0, 1])
  })

  test('a mask by its bits, stretched', () => {
    const mask = { columns: 2, rows: 2, bits: Buffer.from([0b10010000]).toString('base64') }
    expect([...coverOf({ seed: 0, mask }, 2, 4)]).toEqual([1, 1, 0, 0, 0, 0, 1, 1])
    expect([...coverOf({ seed: 0, mask }, 1, 1)]).toEqual([1])
  })

  test('two halves hold every cell once', () => {
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 40 }), (at, n) => {
        const left = coverOf({ seed: 0, rectangle: { x: 0, y: 0, width: at, height: 1 } }, 1, n)
        const right = coverOf({ seed: 0, rectangle: { x: at, y: 0, width: 1 - at, height: 1 } }, 1, n)
        // A half thinner than a cell still holds the one around it.
        if (at * n < 0.5 || (1 - at) * n <= 0.5) return
        expect([...left].map((value, i) => value + right[i]!)).toEqual(Array(n).fill(1))
      }),
      run,
    )
  })
})
