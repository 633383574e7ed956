import { describe, expect, test } from 'vitest'
import { gridFor, shares, thinned } from '../../../renderer/lib/best-order.ts'

test('those left come first, best first; the others keep their order', () => {
  expect(thinned([0, 1, 2, 3, 4], [3, 1])).toEqual([3, 1, 0, 2, 4])
  expect(thinned(thinned([0, 1, 2, 3, 4], [3, 1]), [1])).toEqual([1, 3, 0, 2, 4])
})

test('scores are shown between the lowest and the highest', () => {
  expect(shares([0.2, null, 0.3, 0.25])).toEqual([0, null, 1, expect.closeTo(0.5)])
  expect(shares([0.2, 0.2])).toEqual([1, 1])
  expect(shares([null])).toEqual([null])
})

describe('a grid', () => {
  test.each([
    [64, 640, 640, 8],
    [4, 640, 640, 4],
    [40, 660, 570, 7],
    [1, 100, 100, 1],
  ])('of %i in %i x %i', (n, width, height, columns) =>
    expect(gridFor(n, width, height).columns).toBe(columns),
  )
  test('holds all of them', () => {
    for (let n = 1; n < 200; n++) {
      const { columns, side } = gridFor(n, 700, 500)
      expect(side * columns).toBeLessThan(700.001)
      expect(side * Math.ceil(n / columns)).toBeLessThan(500.001)
      expect(side).toBeGreaterThan(0)
    }
  })
})
