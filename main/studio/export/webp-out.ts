import { type RiffChunk, webpChunks, webpOf } from '#shared/pictures/riff.ts'
import { readWebp } from '#shared/pictures/webp.ts'

/** Bits of VP8X (RFC 9649, 2.7.1). */
const [hasXmp, hasExif, hasAlpha] = [0x04, 0x08, 0x10]

/** Whether lossless image data say that they hold opacity (RFC 9649, 3.4). */
const isSeeThrough = ({ type, data }: RiffChunk) => type === 'VP8L' && (data[4]! & 0x10) !== 0

/** A WebP with a block of EXIF at its end (RFC 9649, 2.7.1.5). */
export function withWebpExif(webp: Uint8Array, exif: Uint8Array): Uint8Array {
  const { width, height } = readWebp(webp)
  const chunks = [...webpChunks(webp)].filter(({ type }) => type !== 'EXIF')
  const old = chunks.find(({ type }) => type === 'VP8X')
  const header = old?.data.slice() ?? new Uint8Array(10)
  if (!old) {
    if (chunks.some(isSeeThrough)) header[0]! |= hasAlpha
    const view = new DataView(header.buffer)
    for (const [at, side] of [
      [4, width - 1],
      [7, height - 1],
    ] as const) {
      view.setUint16(at, side & 0xffff, true)
      header[at + 2] = side >> 16
    }
  }
  header[0]! |= hasExif
  const rest = chunks.filter(({ type }) => type !== 'VP8X')
  return webpOf([{ type: 'VP8X', data: header }, ...rest, { type: 'EXIF', data: exif }])
}

/** The same WebP without texts, its pixels untouched. */
export const strippedWebp = (webp: Uint8Array): Uint8Array =>
  webpOf(
    [...webpChunks(webp)]
      .filter(({ type }) => type !== 'EXIF' && type !== 'XMP ')
      .map(({ type, data }) => {
        if (type !== 'VP8X') return { type, data }
        const header = data.slice()
        header[0]! &= ~(hasExif | hasXmp)
        return { type, data: header }
      }),
  )
