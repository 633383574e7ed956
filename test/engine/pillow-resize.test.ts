import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { pillowResize } from '#engine/pillow-resize.ts'
import { clipGolden } from './scorer/clip-golden.ts'
import { paint } from './scorer/paint.ts'

test.each(clipGolden.resizing)(
  '$filter from $width x $height to $to is what Pillow makes, to the byte',
  ({ filter, to: [height, width], sha256, ...size }) => {
    const { rgb, ...made } = pillowResize(paint(size), width, height, filter)
    expect(made).toEqual({ width, height })
    expect(createHash('sha256').update(rgb).digest('hex')).toBe(sha256)
  },
)

test('an edge overshoots into the ends of a byte and no further', () => {
  const rgb = Uint8Array.from({ length: 8 * 8 * 3 }, (_, i) => (Math.floor(i / 3) % 8 < 4 ? 0 : 255))
  const { rgb: out } = pillowResize({ width: 8, height: 8, rgb }, 13, 13, 'bicubic')
  expect(Math.min(...out)).toBe(0)
  expect(Math.max(...out)).toBe(255)
  expect(out.some(value => value > 0 && value < 255)).toBe(true)
})
