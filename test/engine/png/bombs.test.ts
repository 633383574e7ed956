import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { decodeRgb, decodeRgba } from '#engine/png/pixels.ts'
import { decodePicture } from '#main/studio/codecs/decode-picture.ts'
import { pngOf } from '#shared/png/chunks.ts'

const header = (width: number, height: number) => {
  const data = new Uint8Array(13)
  const view = new DataView(data.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  data.set([8, 2, 0, 0, 0], 8)
  return { type: 'IHDR', data }
}
/** 64 MiB of zeros in 64 KiB: enough to be seen, few enough to be made at once. */
const zeros = new Uint8Array(deflateSync(Buffer.alloc(64 << 20)))
const pixels = { type: 'IDAT', data: new Uint8Array(deflateSync(Buffer.alloc(2 * (2 * 3 + 1)))) }
const end = { type: 'IEND', data: new Uint8Array() }
const joined = (...parts: (string | Uint8Array)[]) =>
  new Uint8Array(Buffer.concat(parts.map(part => Buffer.from(part))))

/** A JPEG up to its first scan, and a WebP of one still picture, that claim a size. */
const jpeg = (width: number, height: number) =>
  Uint8Array.of(
    255,
    216,
    255,
    192,
    0,
    17,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    ...[3, 1, 17, 0, 2, 17, 0, 3, 17, 0],
    255,
    217,
  )
const webp = (width: number, height: number) => {
  const bytes = Buffer.alloc(42)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(34, 4)
  bytes.write('WEBPVP8X', 8)
  bytes.writeUInt32LE(10, 16)
  bytes.writeUIntLE(width - 1, 24, 3)
  bytes.writeUIntLE(height - 1, 27, 3)
  bytes.write('VP8L', 30)
  bytes.writeUInt32LE(4, 34)
  return new Uint8Array(bytes)
}

test.each([
  [
    'a PNG that claims 100,000 x 100,000',
    pngOf([header(1e5, 1e5), pixels, end]),
    /claims to be 100000 x 100000/,
  ],
  ['one pixel high and very wide', pngOf([header(4e6, 1), pixels, end]), /claims to be 4000000 x 1/],
  ['a JPEG of 65,535 x 65,535', jpeg(65535, 65535), /claims to be 65535 x 65535/],
  ['a WebP of 100,000 x 100,000', webp(1e5, 1e5), /claims to be 100000 x 100000/],
  [
    'pixels that unpack to 64 MiB',
    pngOf([header(2, 2), { type: 'IDAT', data: zeros }, end]),
    /unpacks to more than/,
  ],
  [
    'the same in two pieces',
    pngOf([
      header(2, 2),
      { type: 'IDAT', data: zeros.subarray(0, 1000) },
      { type: 'IDAT', data: zeros.subarray(1000) },
      end,
    ]),
    /unpacks to more than/,
  ],
  [
    'a size after something else',
    pngOf([{ type: 'tEXt', data: joined('a\0b') }, header(1e5, 1e5), end]),
    /header is missing/,
  ],
  ['no size', pngOf([end]), /header is missing|cut short/],
  ['nothing in it', pngOf([header(0, 0), pixels, end]), /claims to have no pixels/],
])('%s is refused', async (_, bytes, says) => {
  await expect(decodePicture(bytes, 'x')).rejects.toThrow(says)
  await expect(decodePicture(bytes, 'x')).rejects.toMatchObject({ code: 'invalid-input' })
})

test('what no pixel depends on is not unpacked, and a second size does not count', () => {
  const before = process.memoryUsage().rss
  const bomb = (type: string, head: string) => ({ type, data: joined(head, zeros) })
  const png = pngOf([
    header(2, 2),
    bomb('iCCP', 'profile\0\0'),
    bomb('zTXt', 'Comment\0\0'),
    bomb('iTXt', 'Comment\0\x01\0\0\0'),
    header(1e5, 1e5),
    pixels,
    end,
  ])
  expect(decodeRgb(png, 'x')).toEqual({ width: 2, height: 2, rgb: new Uint8Array(12) })
  expect(decodeRgba(png, 'x')).toMatchObject({ width: 2, height: 2 })
  expect(process.memoryUsage().rss - before).toBeLessThan(48 << 20)
})
