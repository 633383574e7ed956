import { expect, test } from 'vitest'
import { glide } from '../../../renderer/map/glide.ts'

const place = (x: number) => ({ x, y: 0 })

test('a point goes from where it is to where it belongs, without a jump when that changes on the way', () => {
  const points = glide()
  points.move([place(0)], 0, false)
  points.move([place(1)], 1000, false)
  expect(points.at(0, 1000).x).toBe(0)
  const half = points.at(0, 1200).x
  expect(half).toBeGreaterThan(0.2)
  expect(half).toBeLessThan(1)
  points.move([place(-1)], 1200, false)
  expect(points.at(0, 1200).x).toBeCloseTo(half)
  expect(points.isMoving(1500)).toBe(true)
  expect(points.at(0, 2500).x).toBe(-1)
  expect(points.isMoving(2500)).toBe(false)
})

test('a new one appears in its place, and those there before stay as they are', () => {
  const points = glide()
  points.move([place(0)], 0, false)
  expect([points.shown(0, 0), points.shown(0, 110), points.shown(0, 9999)]).toEqual([0, 0.5, 1])
  points.move([place(0), place(1)], 5000, false)
  expect([points.shown(0, 5000), points.shown(1, 5000), points.at(1, 5000).x]).toEqual([1, 0, 1])
})

test('with reduced motion everything is where it belongs at once', () => {
  const points = glide()
  points.move([place(0)], 0, true)
  points.move([place(1)], 10, true)
  expect([points.at(0, 10).x, points.shown(0, 10), points.isMoving(10)]).toEqual([1, 1, false])
})
