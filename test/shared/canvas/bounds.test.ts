import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundsOf, boundsOfAll } from '#shared/canvas/bounds.ts'
import { moveItems } from '#shared/canvas/edits/items.ts'
import { about, inverse, type Matrix, mapped, moveBy, times } from '#shared/canvas/matrix.ts'
import { changed, drawingOf, rectangle } from './any-drawing.ts'

const number = fc.double({ min: -50, max: 50, noNaN: true })
const matrix = fc.tuple(number, number, number, number, number, number) as fc.Arbitrary<Matrix>

test('a product of matrices maps as its factors do one after the other', () => {
  fc.assert(
    fc.property(matrix, matrix, number, number, (a, b, x, y) => {
      const at = mapped(times(a, b), { x, y })
      const steps = mapped(a, mapped(b, { x, y }))
      expect(at.x).toBeCloseTo(steps.x, 6)
      expect(at.y).toBeCloseTo(steps.y, 6)
    }),
  )
})

test('the inverse leads back, and a flat map has none', () => {
  const turned = times(moveBy(5, -3), about({ x: 7, y: 9 }, 2, 0.25, 33))
  const back = mapped(inverse(turned)!, mapped(turned, { x: 11, y: 13 }))
  expect(back.x).toBeCloseTo(11, 9)
  expect(back.y).toBeCloseTo(13, 9)
  expect(inverse([1, 2, 2, 4, 0, 0])).toBeNull()
})

test('turning by 90 degrees about its centre swaps the sides of a rectangle', () => {
  const drawing = drawingOf([rectangle('a', 'l', [10, 20, 40, 20])])
  const turned = changed(drawing, moveItems(drawing, ['a'], about({ x: 30, y: 30 }, 1, 1, 90)))
  const { x, y, width, height } = boundsOfAll(turned)!
  expect([x, y, width, height].map(n => Math.round(n * 1e6) / 1e6)).toEqual([20, 10, 20, 40])
})

test('a line is as wide as it is drawn', () => {
  const line = { ...rectangle('a', 'l', [0, 0, 10, 10]), line: '#000000', width: 4 } as ReturnType<
    typeof rectangle
  >
  expect(boundsOf(line)).toEqual({ x: -2, y: -2, width: 14, height: 14 })
})

test('nothing drawn covers nothing', () => expect(boundsOfAll(drawingOf([]))).toBeNull())
