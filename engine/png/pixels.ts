import { type DecodedPng, decode } from 'fast-png'
import { StudioError } from '#shared/errors.ts'
import type { Picture } from '../pipeline/decode.ts'

/** What a PNG may be before its pixels are unpacked: a few bytes can stand for gigabytes. */
export const pngLimits = {
  /** Width times height. */
  pixels: 64e6,
  side: 32_768,
  /** Of a file. */
  bytes: 512 << 20,
} as const

/** Errors: `invalid-input` for a size that must not be unpacked. */
export function checkSize(
  width: number,
  height: number,
  bytes: number,
  refuse: (why: string) => StudioError,
): void {
  if (!width || !height) throw refuse('is damaged: it claims to have no pixels')
  const { pixels, side } = pngLimits
  if (width > side || height > side || width * height > pixels)
    throw refuse(
      `claims to be ${width} x ${height} pixels; at most ${pixels / 1e6} million pixels are opened, since a file can claim more than memory holds`,
    )
  if (bytes > pngLimits.bytes)
    throw refuse(`has ${Math.round(bytes / 2 ** 20)} MiB; at most ${pngLimits.bytes >> 20} MiB are opened`)
}

/**
 * Any PNG as 8-bit RGB; transparency is dropped, 16 bits are cut to 8.
 * Errors: `invalid-input` for what cannot be unpacked, before memory is taken where the header already tells.
 */
export function decodeRgb(png: Uint8Array, name: string): Picture {
  const refuse = (why: string) => new StudioError('invalid-input', `${name} ${why}`)
  if (png.length < 33) throw refuse('is cut short')
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  checkSize(view.getUint32(16), view.getUint32(20), png.length, refuse)
  let decoded: DecodedPng
  try {
    decoded = decode(png)
  } catch (error) {
    throw new StudioError('invalid-input', `${name} is damaged: ${(error as Error).message}`)
  }
  return { width: decoded.width, height: decoded.height, rgb: toRgb(decoded) }
}

function toRgb({ width, height, data, channels, depth, palette }: DecodedPng): Uint8Array {
  const area = width * height
  if (channels === 3 && depth === 8 && data instanceof Uint8Array) return data
  const rgb = new Uint8Array(area * 3)
  const shift = depth === 16 ? 8 : 0
  const stretch = depth < 8 && !palette ? 255 / (2 ** depth - 1) : 1
  // Below 8 bits several samples share a byte, and each row begins with a new one.
  const rowBytes = Math.ceil((width * channels * depth) / 8)
  const sample = (x: number, y: number, c: number): number => {
    if (depth >= 8) return data[(y * width + x) * channels + c]! >> shift
    const bit = x * depth
    const byte = data[y * rowBytes + (bit >> 3)]!
    return ((byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1)) * stretch
  }
  for (let y = 0, p = 0; y < height; y++)
    for (let x = 0; x < width; x++, p += 3) {
      const colour = palette?.[sample(x, y, 0)]
      for (let c = 0; c < 3; c++) rgb[p + c] = colour ? colour[c]! : sample(x, y, channels < 3 ? 0 : c)
    }
  return rgb
}
