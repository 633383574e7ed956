import type { Plane } from './plane.ts'

/** How grey changes per pixel to the right and down, and how steeply. */
export type Gradient = {
  width: number
  height: number
  x: Float32Array
  y: Float32Array
  length: Float32Array
}

/** Sobel's operator, divided by 8, so that a ramp of one grey per pixel has the length 1. */
export function sobel({ width, height, data }: Plane): Gradient {
  const gx = new Float32Array(data.length)
  const gy = new Float32Array(data.length)
  const length = new Float32Array(data.length)
  for (let y = 0; y < height; y++) {
    const above = Math.max(0, y - 1) * width
    const here = y * width
    const below = Math.min(height - 1, y + 1) * width
    for (let x = 0; x < width; x++) {
      const left = x ? x - 1 : 0
      const right = x < width - 1 ? x + 1 : x
      const [a, b, c] = [data[above + left]!, data[above + x]!, data[above + right]!]
      const [d, e] = [data[here + left]!, data[here + right]!]
      const [f, g, h] = [data[below + left]!, data[below + x]!, data[below + right]!]
      const dx = (c + 2 * e + h - a - 2 * d - f) / 8
      const dy = (f + 2 * g + h - a - 2 * b - c) / 8
      gx[here + x] = dx
      gy[here + x] = dy
      length[here + x] = Math.sqrt(dx * dx + dy * dy)
    }
  }
  return { width, height, x: gx, y: gy, length }
}

/** At each pixel the steepest of the gradients of a picture's channels. */
export function steepest(gradients: readonly Gradient[]): Gradient {
  const [first, ...others] = gradients
  const best = first!
  for (const other of others)
    for (let i = 0; i < best.length.length; i++)
      if (other.length[i]! > best.length[i]!) {
        best.x[i] = other.x[i]!
        best.y[i] = other.y[i]!
        best.length[i] = other.length[i]!
      }
  return best
}
