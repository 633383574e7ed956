import { describe, expect, test } from 'vitest'
import { normalSources } from '#engine/random/normal.ts'
import { brownian } from '#engine/sampling/brownian.ts'

const n = 20_000
const path = (seed: number) => {
  const source = normalSources.cpu(seed)
  return brownian(() => source.normal(n))
}
const mean = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0) / n
// six standard errors of a product of unit normals
const near = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected)).toBeLessThan(6 / Math.sqrt(n / 2))

describe('noise along one Brownian path', () => {
  test('intervals apart get what is drawn, as it is drawn', () => {
    const source = normalSources.cpu(1)
    const drawn = [source.normal(n), source.normal(n), source.normal(n)]
    const noise = path(1)
    expect([noise(10, 4), noise(4, 1), noise(0.5, 0)]).toEqual(drawn)
  })

  test('the way to the midpoint is part of the way to the end', () => {
    const noise = path(2)
    const [half, whole] = [noise(9, 5), noise(9, 0)]
    near(mean(half, half), 1)
    near(mean(whole, whole), 1)
    near(mean(half, whole), Math.sqrt(4 / 9))
    // what is left after the midpoint is independent of what came before it
    const rest = whole.map((value, i) => (value * 3 - half[i]! * 2) / Math.sqrt(5))
    near(mean(rest, rest), 1)
    near(mean(rest, half), 0)
    // and it is what the path gives when asked
    const asked = noise(5, 0)
    expect(Math.max(...asked.map((value, i) => Math.abs(value - rest[i]!)))).toBeLessThan(1e-5)
  })

  test('a point inside a known interval is bridged', () => {
    const noise = path(3)
    const [whole, upper] = [noise(8, 2), noise(8, 6)]
    near(mean(upper, upper), 1)
    near(mean(upper, whole), Math.sqrt(2 / 6))
    const lower = noise(6, 2)
    near(mean(lower, lower), 1)
    near(mean(lower, upper), 0)
    expect(
      Math.max(
        ...whole.map((value, i) =>
          Math.abs(value * Math.sqrt(6) - upper[i]! * Math.sqrt(2) - lower[i]! * Math.sqrt(4)),
        ),
      ),
    ).toBeLessThan(1e-5)
  })

  test('overlapping intervals that start inside each other stay unit and correlated by their overlap', () => {
    const noise = path(4)
    const [first, second] = [noise(10, 4), noise(7, 1)]
    near(mean(second, second), 1)
    near(mean(first, second), 3 / 6)
  })

  test('going back up begins anew', () => {
    const noise = path(5)
    const [first, second] = [noise(4, 1), noise(8, 2)]
    near(mean(second, second), 1)
    near(mean(first, second), 0)
  })
})
