import { constants, inflateSync } from 'node:zlib'
import { readChunks } from '#shared/png/chunks.ts'

/** What of a PNG makes its pixels, and what its header says. */
export type PixelChunks = {
  png: Uint8Array
  width: number
  height: number
  bits: number
  packed: Uint8Array[]
}

/** A profile or a text may unpack to gigabytes, and no pixel depends on them. */
const needed = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])
/** Samples of a pixel by colour type. */
const samples: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** The PNG with these chunks alone and its first header; null where it does not begin with one. */
export function pixelChunks(png: Uint8Array): PixelChunks | null {
  const packed: Uint8Array[] = []
  const kept: Uint8Array[] = [png.subarray(0, 8)]
  let header: DataView | undefined
  for (const { type, data } of readChunks(png)) {
    if (!header && (type !== 'IHDR' || data.length < 13)) return null
    if (!needed.has(type) || (type === 'IHDR' && header)) continue
    header ??= new DataView(data.buffer, data.byteOffset, data.byteLength)
    if (type === 'IDAT') packed.push(data)
    const at = data.byteOffset - png.byteOffset
    kept.push(png.subarray(at - 8, at + data.length + 4))
  }
  if (!header) return null
  const bits = header.getUint8(8) * (samples[header.getUint8(9)] ?? 4)
  return {
    png: new Uint8Array(Buffer.concat(kept)),
    width: header.getUint32(0),
    height: header.getUint32(4),
    bits,
    packed,
  }
}

/** Whether the pixels' data unpacks to more than the header speaks of: a thousandth of gigabytes can stand for them. */
export function inflatesBeyond({ width, height, bits, packed }: PixelChunks): boolean {
  // Of an interlaced one too: up to twice as many rows, each with its filter's byte and a byte begun.
  const maxOutputLength = Math.ceil((width * height * bits) / 8) + 2 * (2 * height + 8)
  try {
    inflateSync(Buffer.concat(packed), { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH })
    return false
  } catch (error) {
    // Any other damage the decoder tells.
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
  }
}
