import type { Picture } from './pipeline/decode.ts'

/** Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment" (2004), 3.2: K1, K2, and L of 8 bits. */
const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2]
const [side, stride] = [8, 4]

/** BT.601. */
const luma = ({ rgb }: Picture): Float64Array => {
  const out = new Float64Array(rgb.length / 3)
  for (let p = 0, i = 0; p < out.length; p++, i += 3)
    out[p] = 0.299 * rgb[i]! + 0.587 * rgb[i + 1]! + 0.114 * rgb[i + 2]!
  return out
}

/**
 * How alike two pictures of one size are to the eye: the mean structural similarity of their lightness, in plain
 * windows of 8 x 8, every four pixels; 1 for the same. Smaller pictures are one window.
 */
export function ssim(a: Picture, b: Picture): number {
  const { width, height } = a
  const [x, y] = [luma(a), luma(b)]
  const [w, h] = [Math.min(side, width), Math.min(side, height)]
  let [sum, count] = [0, 0]
  for (let top = 0; top + h <= height; top += stride)
    for (let left = 0; left + w <= width; left += stride) {
      sum += windowOf(x, y, top * width + left, width, w, h)
      count++
    }
  return sum / count
}

function windowOf(
  x: Float64Array,
  y: Float64Array,
  from: number,
  width: number,
  w: number,
  h: number,
): number {
  let [sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0]
  for (let row = 0; row < h; row++)
    for (let i = from + row * width, end = i + w; i < end; i++) {
      const [p, q] = [x[i]!, y[i]!]
      sx += p
      sy += q
      sxx += p * p
      syy += q * q
      sxy += p * q
    }
  const n = w * h
  const [mx, my] = [sx / n, sy / n]
  const [vx, vy, cov] = [sxx / n - mx * mx, syy / n - my * my, sxy / n - mx * my]
  return ((2 * mx * my + c1) * (2 * cov + c2)) / ((mx * mx + my * my + c1) * (vx + vy + c2))
}

/** The largest difference of any colour of any pixel, 0 to 255. */
export function largestDelta({ rgb: a }: Picture, { rgb: b }: Picture): number {
  let most = 0
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!))
  return most
}
