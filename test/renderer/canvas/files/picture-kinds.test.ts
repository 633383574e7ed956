import { encode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { kindOf } from '../../../../renderer/canvas/files/picture-kinds.ts'

const letters = (text: string) => [...text].map(one => one.charCodeAt(0))
const u16 = (value: number) => [value >> 8, value & 255]
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)]
const little = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) & 255)
/** A header with enough behind it to be looked at. */
const head = (...bytes: number[]) => new Uint8Array([...bytes, ...new Array(64).fill(0)])

const riff = (chunk: string, ...rest: number[]) =>
  head(...letters('RIFF'), 0, 0, 0, 0, ...letters('WEBP'), ...letters(chunk), 0, 0, 0, 0, ...rest)
const segment = (marker: number, length: number) => [
  0xff,
  marker,
  ...u16(length + 2),
  ...new Array(length).fill(0xff),
]
const frame = (marker: number, width: number, height: number) => [
  ...[0xff, marker, 0, 17, 8],
  ...u16(height),
  ...u16(width),
]
const ispe = (width: number, height: number) => [
  ...u32(20),
  ...letters('ispe'),
  0,
  0,
  0,
  0,
  ...u32(width),
  ...u32(height),
]

describe('the size of a picture is read from its first bytes', () => {
  const data = new Uint8Array(7 * 3 * 4)
  test.each([
    ['image/png', encode({ width: 7, height: 3, data, channels: 4, depth: 8 }), 7, 3],
    ['image/gif', head(...letters('GIF89a'), ...little(640, 2), ...little(480, 2)), 640, 480],
    [
      'image/jpeg',
      head(0xff, 0xd8, ...segment(0xe1, 60_000), ...segment(0xc4, 20), ...frame(0xc2, 65_000, 12)),
      65_000,
      12,
    ],
    ['image/jpeg', head(0xff, 0xd8, 0xff, ...frame(0xc0, 5, 9)), 5, 9],
    ['image/webp', riff('VP8X', 0, 0, 0, 0, ...little(16_382, 3), ...little(99, 3)), 16_383, 100],
    ['image/webp', riff('VP8L', 0x2f, ...little((99 << 14) | 1999, 4)), 2000, 100],
    [
      'image/webp',
      riff('VP8 ', 0, 0, 0, 0x9d, 1, 0x2a, ...little(0x4000 | 320, 2), ...little(200, 2)),
      320,
      200,
    ],
    [
      'image/avif',
      head(...u32(24), ...letters('ftypavif'), ...ispe(512, 512), ...ispe(40_000, 30_000)),
      40_000,
      30_000,
    ],
  ])('%s', (type, bytes, width, height) => {
    const kind = kindOf(bytes)!
    expect([kind.type, kind.size(bytes)]).toEqual([type, { width, height }])
  })

  test('a JPEG that is cut off before its frame tells none', () => {
    const bytes = head(0xff, 0xd8, ...segment(0xe1, 100)).subarray(0, 60)
    expect(kindOf(bytes)!.size(bytes)).toBeUndefined()
  })
})

test('what moves is told from what does not', () => {
  const moves = (bytes: Uint8Array) => kindOf(bytes)!.moves?.(bytes)
  const png = encode({ width: 1, height: 1, data: new Uint8Array(4), channels: 4, depth: 8 })
  expect(moves(png)).toBe(false)
  expect(
    moves(new Uint8Array([...png.subarray(0, 33), ...u32(8), ...letters('acTL'), ...png.subarray(33)])),
  ).toBe(true)
  expect(moves(head(...u32(24), ...letters('ftypavis')))).toBe(true)
  expect(moves(head(...u32(24), ...letters('ftypavif')))).toBe(false)
  expect(moves(head(...letters('GIF89a'), 1, 0, 1, 0, ...letters('NETSCAPE2.0')))).toBe(true)
})

test('what is no picture that can be placed is none, whatever its name', () => {
  for (const text of [
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '8BPS',
    '%PDF-1.7 and much more behind it',
    '',
  ])
    expect(kindOf(new TextEncoder().encode(text.padEnd(40)))).toBeUndefined()
  expect(kindOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47]))).toBeUndefined()
})
