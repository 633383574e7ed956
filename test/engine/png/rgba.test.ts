import { encode } from 'fast-png'
import { expect, test } from 'vitest'
import { decodeRgba } from '#engine/png/pixels.ts'

const open = (png: Uint8Array) => [...decodeRgba(png, 'a.png').rgba]

test('16 bits are cut to 8, opacity too', () => {
  const data = Uint16Array.of(0x1234, 0x5678, 0x9abc, 0xdef0)
  expect(open(encode({ width: 1, height: 1, channels: 4, depth: 16, data }))).toEqual([
    0x12, 0x56, 0x9a, 0xde,
  ])
})

test('grey is all three colours, with or without opacity', () => {
  expect(open(encode({ width: 1, height: 1, channels: 1, depth: 8, data: Uint8Array.of(9) }))).toEqual([
    9, 9, 9, 255,
  ])
  expect(open(encode({ width: 1, height: 1, channels: 2, depth: 8, data: Uint8Array.of(9, 7) }))).toEqual([
    9, 9, 9, 7,
  ])
})

test('a palette brings its colours and their opacity', () => {
  const palette: [number, number, number, number][] = [
    [4, 5, 6, 80],
    [1, 2, 3, 255],
  ]
  const png = encode({ width: 2, height: 1, channels: 1, depth: 8, palette, data: Uint8Array.of(0, 1) })
  expect(open(png)).toEqual([4, 5, 6, 80, 1, 2, 3, 255])
})
