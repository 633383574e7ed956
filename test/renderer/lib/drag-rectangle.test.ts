import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rectangleBetween, withSide } from '../../../renderer/lib/drag-rectangle.ts'

const grid = { columns: 16, rows: 8 }

test('a drag holds every cell it touches, in either direction, and a click one', () => {
  const a = { x: 0.26, y: 0.3 }
  const b = { x: 0.49, y: 0.6 }
  expect(rectangleBetween(a, b, grid)).toEqual({ x: 0.25, y: 0.25, width: 0.25, height: 0.375 })
  expect(rectangleBetween(b, a, grid)).toEqual(rectangleBetween(a, b, grid))
  expect(rectangleBetween(a, a, grid)).toEqual({ x: 0.25, y: 0.25, width: 1 / 16, height: 1 / 8 })
})

const anywhere = fc.double({ min: -0.5, max: 1.5, noNaN: true })
test('a drag that leaves the picture ends at its edge', () => {
  fc.assert(
    fc.property(anywhere, anywhere, anywhere, anywhere, (ax, ay, bx, by) => {
      const { x, y, width, height } = rectangleBetween({ x: ax, y: ay }, { x: bx, y: by }, grid)
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
      expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-9)
      expect(Math.min(width * 16, height * 8)).toBeGreaterThanOrEqual(1 - 1e-9)
    }),
    { seed: 1 },
  )
})

test('a side that is typed stays as typed; the other one gives way at the edge', () => {
  const middle = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 }
  expect(withSide(middle, 'x', 0.1)).toEqual({ ...middle, x: 0.1 })
  expect(withSide(middle, 'x', 0.75)).toEqual({ ...middle, x: 0.75, width: 0.25 })
  expect(withSide(middle, 'height', 1)).toEqual({ ...middle, y: 0, height: 1 })
  expect(withSide(middle, 'width', 7)).toEqual({ ...middle, x: 0, width: 1 })
})
