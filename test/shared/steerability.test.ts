import { describe, expect, test } from 'vitest'
import { steerability } from '../../shared/steerability.ts'

const amounts = [-3, -2, -1, 0, 1, 2, 3]
/** Unit vectors that lean by `along` towards one axis and by `aside` towards another. */
const leaning = (along: (amount: number) => number, aside: (amount: number) => number = () => 0) =>
  amounts.map(amount => {
    const [x, y] = [along(amount), aside(amount)]
    return Float32Array.from([x, y, Math.sqrt(1 - x * x - y * y)])
  })

describe('steerability', () => {
  test('an even effect goes from end to end and nearly nothing aside', () => {
    const { effect, drift, works, from, to } = steerability(
      amounts,
      leaning(amount => 0.05 * amount),
    )
    expect([works, from, to]).toEqual([true, -3, 3])
    for (const [k, amount] of amounts.entries()) expect(effect[k]).toBeCloseTo(0.05 * amount, 2)
    expect(Math.max(...drift)).toBeLessThan(0.02)
  })
  test('where more does no more, it is said', () => {
    const { works, from, to } = steerability(
      amounts,
      leaning(amount => 0.1 * Math.max(-2, Math.min(1, amount))),
    )
    expect([works, from, to]).toEqual([true, -2, 1])
  })
  test('where more goes back, it is said', () => {
    const { to } = steerability(
      amounts,
      leaning(amount => (amount > 2 ? 0.1 : 0.1 * amount)),
    )
    expect(to).toBe(2)
  })
  test('what changes besides is drift', () => {
    const { effect, drift } = steerability(
      amounts,
      leaning(
        amount => 0.05 * amount,
        amount => 0.1 * Math.abs(amount),
      ),
    )
    expect(drift[3]).toBe(0)
    expect(drift[6]).toBeCloseTo(0.3, 1)
    expect(effect[6]).toBeCloseTo(0.15, 2)
  })
  test('no effect is none, and a dust of it neither', () => {
    for (const size of [0, 0.001]) {
      const { works, drift } = steerability(
        amounts,
        leaning(amount => size * amount),
      )
      expect(works).toBe(false)
      expect(drift.every(Number.isFinite)).toBe(true)
    }
  })
  test('an effect that only ends differ in is chance', () => {
    expect(
      steerability(
        amounts,
        leaning(amount => (amount === 3 ? 0.3 : 0)),
      ).works,
    ).toBe(false)
  })
})
