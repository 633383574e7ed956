import { type DecodedPng, decode } from 'fast-png'
import type { Picture } from '#engine/pipeline/decode.ts'
import { encodePlain, sha256 } from '#engine/png/picture-file.ts'
import { StudioError } from '#shared/errors.ts'
import { checkSize } from './png-file.ts'

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

/** The picture's longer side brought down to `side`, each pixel the mean of the area it covers. */
export function shrinkTo({ width, height, rgb }: Picture, side: number): Picture {
  const scale = Math.max(width, height) / side
  if (scale <= 1) return { width, height, rgb }
  const w = Math.max(1, Math.round(width / scale))
  const h = Math.max(1, Math.round(height / scale))
  // Rows first, then columns: the mean over a rectangle is a mean of means.
  const wide = new Float32Array(w * height * 3)
  const across = coverage(width, w)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < w; x++)
      for (const [from, weight] of across[x]!)
        for (let c = 0; c < 3; c++) wide[(y * w + x) * 3 + c]! += rgb[(y * width + from) * 3 + c]! * weight
  const out = new Uint8Array(w * h * 3)
  for (const [y, rows] of coverage(height, h).entries())
    for (let i = 0; i < w * 3; i++) {
      let sum = 0
      for (const [from, weight] of rows) sum += wide[from * w * 3 + i]! * weight
      out[y * w * 3 + i] = Math.round(sum)
    }
  return { width: w, height: h, rgb: out }
}

/** Which of `from` cells each of `to` covers, and by what share. */
function coverage(from: number, to: number): [index: number, weight: number][][] {
  const step = from / to
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [i * step, (i + 1) * step]
    const cells: [number, number][] = []
    for (let at = Math.floor(start); at < Math.min(from, Math.ceil(end)); at++) {
      const share = Math.min(end, at + 1) - Math.max(start, at)
      if (share > 1e-9) cells.push([at, share / step])
    }
    return cells
  })
}

export const pixelHash = ({ rgb }: Picture): string => sha256(rgb)

/** What one unpacking gives: the true id, and the thumbnail's bytes. */
export function unpack(png: Uint8Array, name: string, side: number): { id: string; thumbnail: Uint8Array } {
  const picture = decodeRgb(png, name)
  return { id: pixelHash(picture), thumbnail: encodePlain(shrinkTo(picture, side)) }
}
