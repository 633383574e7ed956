import { describe, expect, test } from 'vitest'
import { actingSteps, actsIn } from '#shared/steer.ts'

const window = (from: number, to: number, amount = 1) => ({ from, to, amount })

describe('the steps in which a knob acts', () => {
  test.each([
    [0, 1, 4, [1, 2, 3, 4]],
    [0.25, 0.75, 4, [2, 3]],
    [0.5, 0.6, 20, [11, 12]],
    // Too short to hold the beginning of a step: the one under way.
    [0.8, 1, 4, [4]],
    [0.5, 0.6, 1, [1]],
    [0.3, 0.31, 10, [4]],
    [1, 1, 10, []],
    [0.6, 0.5, 10, []],
  ])('from %s to %s of %s steps', (from, to, of, steps) => {
    expect(actingSteps(window(from, to), of)).toEqual(steps)
  })
  test('a knob at 0 acts in none', () => {
    expect(actingSteps(window(0, 1, 0), 5)).toEqual([])
    expect(actsIn(window(0, 1, 0), 1, 5)).toBe(false)
  })
})
