import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitBox, moveBox } from '#shared/canvas/edits/box.ts'
import { newDrawing } from '#shared/canvas/edits/new-drawing.ts'
import { changePage, resizePage } from '#shared/canvas/edits/page.ts'
import { type PictureRule, pictureSizes } from '#shared/canvas/edits/picture-sizes.ts'
import {
  type Box,
  boxOf,
  box as boxRecord,
  canvasLimits,
  type Drawing,
  pageOf,
} from '#shared/canvas/records.ts'
import { changed, counting, drawingOf } from './any-drawing.ts'

const blank = (): Drawing =>
  drawingOf(newDrawing({ newId: counting(), names: { sketch: 'Sketch', colour: 'Colour' } }))

const rule: fc.Arbitrary<PictureRule> = fc
  .record({
    multiple: fc.constantFrom(8, 16, 64, 128),
    across: fc.integer({ min: 1, max: 16 }),
    down: fc.integer({ min: 1, max: 16 }),
  })
  .map(({ multiple, across, down }) => ({
    multiple,
    native: { width: multiple * across, height: multiple * down },
  }))
const side = fc.double({ min: 0.1, max: 20_000, noNaN: true })
const place = fc.double({ min: -90_000, max: 90_000, noNaN: true })

const ofTheModel = (one: Box, said: PictureRule) =>
  pictureSizes(said).some(({ width, height }) => one.width * height === one.height * width)

test('the box has exactly the aspect of a picture whose sides are multiples, whatever is asked', () => {
  fc.assert(
    fc.property(
      rule,
      place,
      place,
      side,
      side,
      fc.constantFrom('corner', 'centre'),
      (said, x, y, width, height, keep) => {
        const drawing = blank()
        const moved = boxOf(changed(drawing, moveBox(drawing, { x, y, width, height }, said, keep)))
        boxRecord.parse(moved)
        expect(ofTheModel(moved, said)).toBe(true)
      },
    ),
  )
})

test('every picture size is a multiple on both sides, and each aspect is there once', () => {
  fc.assert(
    fc.property(rule, said => {
      const sizes = pictureSizes(said)
      for (const { width, height } of sizes)
        expect([width % said.multiple, height % said.multiple]).toEqual([0, 0])
      expect(new Set(sizes.map(({ width, height }) => width / height)).size).toBe(sizes.length)
      expect(sizes).toContainEqual(said.native)
    }),
  )
})

test('a box fitted to the page lies within it and touches two sides, but for less than one unit', () => {
  const said = { multiple: 64, native: { width: 512, height: 512 } }
  fc.assert(
    fc.property(fc.integer({ min: 300, max: 4000 }), fc.integer({ min: 300, max: 4000 }), (width, height) => {
      const drawing = blank()
      const page = changed(drawing, resizePage(drawing, { width, height }))
      const { x, y, ...box } = boxOf(changed(page, fitBox(page, said)))
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
      expect(x + box.width).toBeLessThanOrEqual(width)
      expect(y + box.height).toBeLessThanOrEqual(height)
      expect(Math.min(width - box.width, height - box.height)).toBeLessThan(32)
    }),
  )
})

test('a square box asked for by its centre keeps it', () => {
  const drawing = blank()
  const square = { multiple: 8, native: { width: 512, height: 512 } }
  const wanted = { x: 100, y: 50, width: 200, height: 200 }
  expect(boxOf(changed(drawing, moveBox(drawing, wanted, square, 'centre')))).toMatchObject(wanted)
})

test('a page is never larger or smaller than it may be, and keeps what it is otherwise', () => {
  const drawing = changed(blank(), changePage(blank(), { background: '#abcdef' }))
  const huge = pageOf(changed(drawing, resizePage(drawing, { width: 1e6, height: 1 })))
  expect(huge).toMatchObject({
    width: canvasLimits.side.max,
    height: canvasLimits.side.min,
    background: '#abcdef',
  })
})
