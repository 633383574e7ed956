import { gaussian } from './gaussian.ts'
import { type Gradient, sobel, steepest } from './gradient.ts'
import { planesOf, type Rgba } from './plane.ts'

export type CannyOptions = {
  /** Of the Gaussian before, in pixels. */
  sigma?: number
  /** Change of grey per pixel, 0..1: lines begin where it is over `high` and go on while it is over `low`. */
  low?: number
  high?: number
}

/**
 * Lines of one pixel along the edges of a picture, 255 on 0 (J. Canny, A Computational Approach to Edge Detection,
 * IEEE PAMI 8(6), 1986): Gaussian, gradient of the steepest channel, only where it is steepest across the edge, and
 * two thresholds with hysteresis.
 */
export function canny(
  picture: Rgba,
  { sigma = 1.4, low = 0.025, high = 0.06 }: CannyOptions = {},
): Uint8Array {
  const gradient = steepest(planesOf(picture).map(plane => sobel(gaussian(plane, sigma))))
  return hysteresis(ridges(gradient, low), gradient, high)
}

/** 1 where the gradient is over `low` and no less steep than half a pixel to either side across the edge. */
function ridges({ width, height, x: gx, y: gy, length }: Gradient, low: number): Uint8Array {
  const kept = new Uint8Array(length.length)
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x
      const here = length[i]!
      if (here < low) continue
      const [dx, dy] = [gx[i]!, gy[i]!]
      const across = Math.abs(dx) >= Math.abs(dy)
      const share = across ? Math.abs(dy / dx) : Math.abs(dx / dy)
      const straight = across ? Math.sign(dx) : Math.sign(dy) * width
      const aslant = Math.sign(dx) + Math.sign(dy) * width
      const ahead = share * length[i + aslant]! + (1 - share) * length[i + straight]!
      const behind = share * length[i - aslant]! + (1 - share) * length[i - straight]!
      // On one side only it may be equal: an edge between two pixels is one line, not two.
      if (here > ahead && here >= behind) kept[i] = 1
    }
  return kept
}

function hysteresis(weak: Uint8Array, { width, length }: Gradient, high: number): Uint8Array {
  const lines = new Uint8Array(weak.length)
  const open: number[] = []
  const take = (i: number) => {
    weak[i] = 0
    lines[i] = 255
    open.push(i)
  }
  for (let i = 0; i < weak.length; i++) {
    if (!weak[i] || length[i]! < high) continue
    take(i)
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const row of [at - width, at, at + width])
        for (const next of [row - 1, row, row + 1]) if (weak[next]) take(next)
  }
  return lines
}
