import type { Pixels } from './psd-layers.ts'

/** The smallest rectangle that holds every pixel with any opacity, and where it lies; null where all is clear. */
export function trimmed({
  width,
  height,
  data,
}: Pixels): { left: number; top: number; pixels: Pixels } | null {
  const words = new Uint32Array(data.buffer, data.byteOffset, width * height)
  let [left, right, top, bottom] = [width, -1, height, -1]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (words[y * width + x] === 0 || data[(y * width + x) * 4 + 3] === 0) continue
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      bottom = y
    }
  }
  if (right < 0) return null
  const pixels = { width: right - left + 1, height: bottom - top + 1, data: new Uint8ClampedArray(0) }
  const own = new Uint32Array(pixels.width * pixels.height)
  for (let y = 0; y < pixels.height; y++) {
    const from = (top + y) * width + left
    own.set(words.subarray(from, from + pixels.width), y * pixels.width)
  }
  return { left, top, pixels: { ...pixels, data: new Uint8ClampedArray(own.buffer) } }
}
