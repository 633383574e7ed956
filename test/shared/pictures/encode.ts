import { deflateSync, inflateSync } from 'node:zlib'
import type { Pixels } from '#shared/interchange/stealth.ts'
import { type Chunk, pngOf } from '#shared/png/chunks.ts'

/** Files of one pixel, with whatever is wanted in them, byte by byte. */

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
export const inflate = (data: Uint8Array): Uint8Array => inflateSync(data, { maxOutputLength: 4 << 20 })

const join = (...parts: (Uint8Array | number[])[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat(parts.map(part => Uint8Array.from(part))))

export function png(...chunks: Chunk[]): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, 1)
  view.setUint32(4, 1)
  header.set([8, 2, 0, 0, 0], 8)
  return pngOf([
    { type: 'IHDR', data: header },
    ...chunks,
    { type: 'IDAT', data: deflateSync(Uint8Array.of(0, 200, 40, 40)) },
    { type: 'IEND', data: new Uint8Array() },
  ])
}

/** Marker, length with its own two bytes, data. */
export const segment = (marker: number, data: Uint8Array | number[]): Uint8Array =>
  join([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255], data)

/** A JPEG as far as its first scan goes, 5 wide and 3 high. */
export const jpeg = (...segments: Uint8Array[]): Uint8Array<ArrayBuffer> =>
  join(
    [0xff, 0xd8],
    segment(0xe0, [...bytesOf('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...segments,
    segment(0xc0, [8, 0, 3, 0, 5, 1, 1, 0x11, 0]),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    [0x12, 0x34, 0xff, 0xd9],
  )

const little32 = (n: number) => [n & 255, (n >> 8) & 255, (n >> 16) & 255, (n >>> 24) & 255]

export const riffChunk = (type: string, data: Uint8Array | number[]): Uint8Array =>
  join(bytesOf(type), little32(data.length), data, data.length & 1 ? [0] : [])

export function webp(...chunks: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = join(...chunks)
  return join(bytesOf('RIFF'), little32(body.length + 4), bytesOf('WEBP'), body)
}

/** Headers of WebP's three kinds, 5 wide and 3 high: lossy, lossless, extended. */
export const vp8 = riffChunk('VP8 ', [0x30, 1, 0, 0x9d, 1, 0x2a, 5, 0, 3, 0])
export const vp8l = riffChunk('VP8L', [0x2f, ...little32(4 | (2 << 14))])
export const vp8x = riffChunk('VP8X', [0x08, 0, 0, 0, 4, 0, 0, 2, 0, 0])

export type Order = 'MM' | 'II'
type Entry = [tag: number, type: number, data: Uint8Array]

/** A TIFF block with one directory, and a second one that it names, for the EXIF tags. */
export function tiff(order: Order, first: Entry[], exif: Entry[] = []): Uint8Array<ArrayBuffer> {
  const little = order === 'II'
  const entries = exif.length ? first.length + 1 : first.length
  const inner = 8 + 2 + entries * 12 + 4
  let free = inner + (exif.length ? 2 + exif.length * 12 + 4 : 0)
  const out = new Uint8Array(free + [...first, ...exif].reduce((sum, [, , data]) => sum + data.length, 0))
  const view = new DataView(out.buffer)
  out.set(bytesOf(order))
  view.setUint16(2, 42, little)
  view.setUint32(4, 8, little)
  const write = (at: number, list: Entry[]) => {
    view.setUint16(at, list.length, little)
    list.forEach(([tag, type, data], i) => {
      const entry = at + 2 + i * 12
      view.setUint16(entry, tag, little)
      view.setUint16(entry + 2, type, little)
      view.setUint32(entry + 4, type === 4 ? 1 : data.length, little)
      if (data.length <= 4) out.set(data, entry + 8)
      else {
        view.setUint32(entry + 8, free, little)
        out.set(data, free)
        free += data.length
      }
    })
  }
  const pointer = new Uint8Array(4)
  new DataView(pointer.buffer).setUint32(0, inner, little)
  write(8, exif.length ? [...first, [0x8769, 4, pointer]] : first)
  if (exif.length) write(inner, exif)
  return out
}

export const ascii = (tag: number, text: string): Entry => [tag, 2, bytesOf(`${text}\0`)]

/** UserComment as piexif (big-endian) and others (little-endian) write it. */
export function userComment(text: string, order: 'big' | 'little'): Entry {
  const body = Buffer.from(text, 'utf16le')
  return [0x9286, 7, join(bytesOf('UNICODE\0'), order === 'big' ? body.swap16() : body)]
}

export const app1 = (block: Uint8Array): Uint8Array => segment(0xe1, join(bytesOf('Exif\0\0'), block))

/** As novelai-image-metadata writes it: column by column into the lowest bit of the opacity. */
export function hide(
  mark: string,
  data: Uint8Array,
  { width = 64, height = 96, bits = data.length * 8 } = {},
): Pixels {
  const rgba = new Uint8Array(width * height * 4).fill(254)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bits)
  const hidden = Buffer.concat([Buffer.from(mark), length, data])
  for (let k = 0; k < hidden.length * 8; k++) {
    const [x, y] = [Math.floor(k / height), k % height]
    rgba[(y * width + x) * 4 + 3]! |= (hidden[k >> 3]! >> (7 - (k & 7))) & 1
  }
  return { width, height, rgba }
}
