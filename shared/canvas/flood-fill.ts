import type { Rgba } from '../edges/plane.ts'
import { type Bits, grown } from './grown.ts'

export type FillOptions = {
  /** Largest difference to the colour at the start in any channel, transparency too, 0..255. */
  tolerance?: number
  /** Gaps in outlines up to about so many pixels are taken for closed. */
  gap?: number
}

/**
 * The pixels that hang together with the one at x, y by their colour, as one byte each, 1 within (scan lines with a
 * stack of seeds: A. R. Smith, Tint Fill, SIGGRAPH 1979). Null when the start lies outside the picture.
 */
export function floodFill(
  picture: Rgba,
  x: number,
  y: number,
  { tolerance = 32, gap = 0 }: FillOptions = {},
): Bits | null {
  const { width, height } = picture
  const start = { x: Math.floor(x), y: Math.floor(y) }
  if (start.x < 0 || start.y < 0 || start.x >= width || start.y >= height) return null
  const alike = likeStart(picture, start.y * width + start.x, tolerance)
  const radius = Math.ceil(gap / 2)
  if (!radius) return spread({ width, height, data: alike }, start)
  // Outlines grown until gaps close: what is filled within is grown back, but never over an outline.
  const walls = grown({ width, height, data: alike.map(one => 1 - one) }, radius)
  const open = { width, height, data: walls.data.map(one => 1 - one) }
  if (!open.data[start.y * width + start.x]) return spread({ width, height, data: alike }, start)
  const filled = grown(spread(open, start), radius)
  return { width, height, data: filled.data.map((one, i) => one & alike[i]!) }
}

function likeStart({ width, height, data }: Rgba, start: number, tolerance: number): Uint8Array {
  const alike = new Uint8Array(width * height)
  const [r, g, b, a] = data.subarray(4 * start, 4 * start + 4) as unknown as [number, number, number, number]
  for (let i = 0, p = 0; i < alike.length; i++, p += 4) {
    const clear = a === 0 && data[p + 3] === 0
    const off = Math.max(
      Math.abs(data[p]! - r),
      Math.abs(data[p + 1]! - g),
      Math.abs(data[p + 2]! - b),
      Math.abs(data[p + 3]! - a),
    )
    if (clear || off <= tolerance) alike[i] = 1
  }
  return alike
}

/** What of `open` can be reached from the start by steps to the four sides. */
function spread({ width, height, data: open }: Bits, { x, y }: { x: number; y: number }): Bits {
  const data = new Uint8Array(open.length)
  const seeds = [y * width + x]
  const free = (i: number) => open[i] === 1 && data[i] === 0
  for (let seed = seeds.pop(); seed !== undefined; seed = seeds.pop()) {
    if (!free(seed)) continue
    const row = seed - (seed % width)
    let left = seed
    while (left > row && free(left - 1)) left--
    let right = seed
    while (right < row + width - 1 && free(right + 1)) right++
    for (const other of [row - width, row + width]) {
      if (other < 0 || other >= open.length) continue
      // One seed for each run of free pixels that touches this one.
      for (let i = left - row + other; i <= right - row + other; i++)
        if (free(i) && (i === left - row + other || !free(i - 1))) seeds.push(i)
    }
    data.fill(1, left, right + 1)
  }
  return { width, height, data }
}
