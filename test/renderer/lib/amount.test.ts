import { describe, expect, test } from 'vitest'
import { detent, places, signed, stepsWithin } from '../../../renderer/lib/amount.ts'

test('a hand near nothing means nothing', () => {
  expect([-0.1, 0, 0.05, 0.1].map(detent)).toEqual([0, 0, 0, 0])
  expect([-0.15, 0.15, 2].map(detent)).toEqual([-0.15, 0.15, 2])
})

test('places reach from end to end', () => {
  expect(places(-2, 2, 5)).toEqual([-2, -1, 0, 1, 2])
  expect(places(0, 360, 5, true)).toEqual([0, 72, 144, 216, 288])
  expect(places(0.48, 1.12, 5)).toEqual([0.48, 0.64, 0.8, 0.96, 1.12])
})

test('a turn says its direction', () => {
  expect([-1.5, 0, 0.25, 2, 1e-9].map(signed)).toEqual(['−1.5', '0', '+0.25', '+2', '0'])
})

describe('the steps of a window', () => {
  test.each([
    [0, 1, 20, [1, 20]],
    [0, 0.5, 20, [1, 10]],
    [0.5, 1, 20, [11, 20]],
    [0.2, 0.4, 4, [2, 2]],
    [0.3, 0.4, 4, null],
    [0, 0, 20, null],
  ] as const)('from %d to %d of %d', (from, to, of, steps) => {
    expect(stepsWithin(from, to, of)).toEqual(steps)
  })
})
