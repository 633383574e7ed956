import { expect, test } from 'vitest'
import { ground, shareOf, stride, valueAt } from '../../../renderer/lib/pad.ts'

const turn = { min: -2, max: 2, step: 0.05, middle: 0 }
const angle = { min: -30, max: 45, step: 1, middle: 8 }

test('a share is a place on the axis, nothing is caught, ends hold', () => {
  expect([0, 0.25, 0.51, 1, 3].map(share => valueAt(turn, share))).toEqual([-2, -1, 0, 2, 2])
  expect([0, 0.5, 1].map(share => valueAt(angle, share))).toEqual([-30, 8, 45])
})

test('the share of a value is where it stands', () => {
  expect([-2, 0, 1, 6].map(value => shareOf(turn, value))).toEqual([0, 0.5, 0.75, 1])
})

test('arrows stride on the axis and not beyond it', () => {
  expect(stride(turn, 0, 1, false)).toBe(0.1)
  expect(stride(turn, 0, -1, true)).toBe(-0.5)
  expect(stride(turn, 1.98, 1, false)).toBe(2)
  expect(stride(angle, 0, 1, false)).toBe(2)
  expect(stride(turn, 0.3, 0, false)).toBe(0.3)
})

test('the ground is laid from the top left, each cell for its own middle', () => {
  const spots = ground({ min: 0, max: 360, step: 1 }, turn, 3)
  expect(spots).toHaveLength(9)
  expect([spots[0], spots[4], spots[8]]).toEqual([
    [60, 1.33],
    [180, 0],
    [300, -1.33],
  ])
})
