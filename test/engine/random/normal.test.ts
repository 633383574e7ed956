import { describe, expect, test } from 'vitest'
import { normalSources } from '#engine/random/normal.ts'
import { rngKinds } from '#shared/rng-kinds.ts'
import { golden } from '../golden/golden.ts'

type Drawn = {
  normals: Record<string, number[]>
  latent: { spots: number[]; mean_abs: number }
  mixed: number[][]
}
const torch = golden<{ seeds: Record<string, Drawn>; mixed_sizes: number[]; latent_spots: number[] }>(
  'random_golden.json',
)
const tolerance = 2e-6

function expectClose(actual: ArrayLike<number>, expected: readonly number[]) {
  expect(actual.length).toBe(expected.length)
  const worst = Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value)))
  expect(worst).toBeLessThan(tolerance)
}

describe.each(Object.entries(torch.seeds))('cpu, seed %s, against torch.randn', (seed, drawn) => {
  test.each(Object.entries(drawn.normals))('%s values', (n, values) => {
    expectClose(normalSources.cpu(seed).normal(Number(n)), values)
  })
  test('a 4x64x64 latent', () => {
    const latent = normalSources.cpu(seed).normal(4 * 64 * 64)
    expectClose(
      torch.latent_spots.map(i => latent[i]!),
      drawn.latent.spots,
    )
    expect(
      Math.abs(latent.reduce((sum, x) => sum + Math.abs(x), 0) / latent.length - drawn.latent.mean_abs),
    ).toBeLessThan(1e-6)
  })
  test('calls of mixed sizes go on where the last one stopped', () => {
    const source = normalSources.cpu(seed)
    torch.mixed_sizes.forEach((n, i) => {
      expectClose(source.normal(n), drawn.mixed[i]!)
    })
  })
})

describe('cuda, against A1111 with RNG: NV', () => {
  const first = [
    -0.92466259, -0.42534415, -2.6438457, 0.14518388, -0.12086647, -0.57972564, -0.62285122, -0.32838709,
    -1.07454231, -0.36314407, -1.67105067, 2.26550497,
  ]
  test('seed 0', () => {
    expectClose(normalSources.cuda(0).normal(12), first)
  })
  test('the second call has offset 1', () => {
    const source = normalSources.cuda(0)
    source.normal(7)
    const second = source.normal(4)
    for (const [i, value] of [0.18083, -0.55226, 0.92381, -0.73497].entries())
      expect(second[i]).toBeCloseTo(value, 4)
  })
  test('seed 42', () => {
    const drawn = normalSources.cuda(42).normal(4)
    for (const [i, value] of [0.19402, 2.16137, -0.17205, 0.84906].entries())
      expect(drawn[i]).toBeCloseTo(value, 4)
  })
  test('an element does not depend on how many are drawn with it', () => {
    expect(normalSources.cuda(0).normal(5)).toEqual(normalSources.cuda(0).normal(500).slice(0, 5))
  })
  test('the high half of the seed counts', () => {
    expect(normalSources.cuda(2n ** 32n + 5n).normal(4)).not.toEqual(normalSources.cuda(5).normal(4))
  })
})

describe.each(rngKinds)('%s', kind => {
  const source = normalSources[kind]
  test('a seed is the same as number, bigint and digits, and wraps at 2^64', () => {
    const drawn = source(7).normal(20)
    expect(source(7n).normal(20)).toEqual(drawn)
    expect(source('7').normal(20)).toEqual(drawn)
    expect(source(2n ** 64n + 7n).normal(20)).toEqual(drawn)
    expect(source(-1).normal(20)).toEqual(source(2n ** 64n - 1n).normal(20))
    expect(source(8).normal(20)).not.toEqual(drawn)
  })
  test('moments of a standard normal', () => {
    const n = 200_000
    const values = source(1234).normal(n)
    const moment = (power: number) => values.reduce((sum, x) => sum + x ** power, 0) / n
    // six standard errors of each moment
    const within = (power: number, expected: number, variance: number) =>
      expect(Math.abs(moment(power) - expected)).toBeLessThan(6 * Math.sqrt(variance / n))
    within(1, 0, 1)
    within(2, 1, 2)
    within(3, 0, 15)
    within(4, 3, 96)
    const lagged = values.slice(1).reduce((sum, x, i) => sum + x * values[i]!, 0) / n
    expect(Math.abs(lagged)).toBeLessThan(6 / Math.sqrt(n))
  })
})
