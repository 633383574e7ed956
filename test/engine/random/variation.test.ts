import { describe, expect, test } from 'vitest'
import { normalSources } from '#engine/random/normal.ts'
import { mixNoise } from '#engine/random/variation.ts'
import { golden } from '../golden/golden.ts'

type Case = {
  seed: number
  variation: number
  strength: number
  shape: [number, number, number]
  mixed: number[]
}
const { cases } = golden<{ cases: Case[] }>('variation_golden.json')
const draw = (seed: number, n: number) => normalSources.cpu(seed).normal(n)

test.each(cases)(
  'seed $seed with $variation at $strength, as torch mixes them',
  ({ seed, variation, strength, shape, mixed }) => {
    const ours = mixNoise(draw(seed, mixed.length), draw(variation, mixed.length), strength, shape)
    const worst = Math.max(...mixed.map((value, i) => Math.abs(value - ours[i]!)))
    expect(worst).toBeLessThan(5e-6)
  },
)

describe('a mix', () => {
  const shape = [4, 64, 64] as const
  const a = draw(1, 4 * 64 * 64)
  const b = draw(2, 4 * 64 * 64)
  test('starts at one noise and ends at the other', () => {
    const distance = (x: Float32Array, y: Float32Array) => Math.max(...x.map((v, i) => Math.abs(v - y[i]!)))
    expect(distance(mixNoise(a, b, 0, shape), a)).toBeLessThan(1e-5)
    expect(distance(mixNoise(a, b, 1, shape), b)).toBeLessThan(1e-5)
  })
  test.each([0.1, 0.5, 0.8])('at %s is as loud as the noises themselves', strength => {
    const mixed = mixNoise(a, b, strength, shape)
    const deviation = Math.sqrt(mixed.reduce((sum, v) => sum + v * v, 0) / mixed.length)
    expect(deviation).toBeGreaterThan(0.97)
    expect(deviation).toBeLessThan(1.03)
  })
})
