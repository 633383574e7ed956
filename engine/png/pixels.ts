import { type DecodedPng, decode } from 'fast-png'
import { StudioError } from '#shared/errors.ts'
import { mostPixels } from '#shared/pictures/most-pixels.ts'
import { isPng } from '#shared/png/chunks.ts'
import type { Picture } from '../pipeline/decode.ts'
import { inflatesBeyond, pixelChunks } from './pixel-chunks.ts'

/** What a PNG may be before its pixels are unpacked. */
export const pngLimits = {
  /** Width times height. */
  pixels: mostPixels,
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

/** 8 bits each of red, green, blue and opacity, not premultiplied, rows from the top. */
export type Rgba = { width: number; height: number; rgba: Uint8Array }

/**
 * Any PNG as 8-bit RGB; transparency is dropped, 16 bits are cut to 8.
 * Errors: `invalid-input` for what cannot be unpacked, before memory is taken where the header already tells.
 */
export function decodeRgb(png: Uint8Array, name: string): Picture {
  const decoded = unpack(png, name)
  return { width: decoded.width, height: decoded.height, rgb: toRgb(decoded) }
}

/** Any PNG with its transparency; 16 bits are cut to 8. Errors: as `decodeRgb`. */
export function decodeRgba(png: Uint8Array, name: string): Rgba {
  const decoded = unpack(png, name)
  return { width: decoded.width, height: decoded.height, rgba: toRgba(decoded) }
}

function unpack(png: Uint8Array, name: string): DecodedPng {
  const refuse = (why: string) => new StudioError('invalid-input', `${name} ${why}`)
  if (!isPng(png)) throw refuse('is not a PNG file; expected one, of any size and depth')
  if (png.length < 33) throw refuse('is cut short')
  const pixels = pixelChunks(png)
  if (!pixels) throw refuse('is damaged: its header is missing or cut short')
  checkSize(pixels.width, pixels.height, png.length, refuse)
  if (inflatesBeyond(pixels)) throw refuse('is damaged: it unpacks to more than its size has room for')
  try {
    return decode(pixels.png)
  } catch (error) {
    throw new StudioError('invalid-input', `${name} is damaged: ${(error as Error).message}`)
  }
}

/** One sample of a pixel, 0..255, or its place in the palette. */
function samplerOf({ width, data, channels, depth, palette }: DecodedPng) {
  const shift = depth === 16 ? 8 : 0
  const stretch = depth < 8 && !palette ? 255 / (2 ** depth - 1) : 1
  // Below 8 bits several samples share a byte, and each row begins with a new one.
  const rowBytes = Math.ceil((width * channels * depth) / 8)
  return (x: number, y: number, c: number): number => {
    if (depth >= 8) return data[(y * width + x) * channels + c]! >> shift
    const bit = x * depth
    const byte = data[y * rowBytes + (bit >> 3)]!
    return ((byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1)) * stretch
  }
}

function toRgb(decoded: DecodedPng): Uint8Array {
  const { width, height, data, channels, depth, palette } = decoded
  if (channels === 3 && depth === 8 && data instanceof Uint8Array) return data
  const rgb = new Uint8Array(width * height * 3)
  const sample = samplerOf(decoded)
  for (let y = 0, p = 0; y < height; y++)
    for (let x = 0; x < width; x++, p += 3) {
      const colour = palette?.[sample(x, y, 0)]
      for (let c = 0; c < 3; c++) rgb[p + c] = colour ? colour[c]! : sample(x, y, channels < 3 ? 0 : c)
    }
  return rgb
}

function toRgba(decoded: DecodedPng): Uint8Array {
  const { width, height, data, channels, depth, palette } = decoded
  if (channels === 4 && depth === 8 && data instanceof Uint8Array) return data
  const rgb = toRgb(decoded)
  const opacity = opacityOf(decoded)
  const rgba = new Uint8Array(width * height * 4)
  const sample = palette ? samplerOf(decoded) : null
  for (let y = 0, p = 0; y < height; y++)
    for (let x = 0; x < width; x++, p++) {
      rgba.set(rgb.subarray(p * 3, p * 3 + 3), p * 4)
      rgba[p * 4 + 3] = sample ? (palette![sample(x, y, 0)]?.[3] ?? 255) : opacity(p)
    }
  return rgba
}

/** By its own channel, or by the one colour that the file declares transparent, at the depth that it has there. */
function opacityOf({ data, channels, depth, transparency }: DecodedPng): (pixel: number) => number {
  const shift = depth === 16 ? 8 : 0
  if (channels === 2 || channels === 4) return p => data[p * channels + channels - 1]! >> shift
  if (!transparency || depth < 8) return () => 255
  return p => {
    for (let c = 0; c < channels; c++) if (data[p * channels + c] !== transparency[c]) return 255
    return 0
  }
}
