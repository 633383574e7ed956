import type { NoiseDims } from '../random/dice.ts'
import type { Latent } from '../sampling/sampler.ts'

/** Where the content of a picture goes: about its middle by `turn` radians counter-clockwise and `scale`, then along. */
export type Placement = {
  scale: number
  turn: number
  /** Shares of the width and the height. */
  x: number
  y: number
}

/**
 * Places the content of a latent [channels, height, width]: a picture by bilinear interpolation, noise by its nearest
 * cell, which leaves it as rough and as strong as it was. What comes in from beyond the edge is mirrored.
 */
export function warp(latent: Latent, dims: NoiseDims, to: Placement, what: 'picture' | 'noise'): Latent {
  const [channels, height, width] = dims
  const area = height * width
  const out = new Float32Array(latent.length)
  const sourceOf = undone(to, width, height)
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const [x, y] = what === 'picture' ? sourceOf(column, row) : nearest(sourceOf(column, row))
      const [left, top] = [Math.floor(x), Math.floor(y)]
      const [fx, fy] = [x - left, y - top]
      const [x0, x1] = [mirrored(left, width), mirrored(left + 1, width)]
      const [y0, y1] = [mirrored(top, height) * width, mirrored(top + 1, height) * width]
      for (let c = 0; c < channels; c++) {
        const at = c * area
        const upper = latent[at + y0 + x0]! * (1 - fx) + latent[at + y0 + x1]! * fx
        const lower = latent[at + y1 + x0]! * (1 - fx) + latent[at + y1 + x1]! * fx
        out[at + row * width + column] = upper * (1 - fy) + lower * fy
      }
    }
  return out
}

type Point = [x: number, y: number]

const nearest = ([x, y]: Point): Point => [Math.round(x), Math.round(y)]

/** Where what comes to lie at a point was before. y counts down, so that left-turning is this way round. */
function undone({ scale, turn, x, y }: Placement, width: number, height: number) {
  const [cos, sin] = [Math.cos(turn) / scale, Math.sin(turn) / scale]
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2]
  return (px: number, py: number): Point => {
    const [dx, dy] = [px - cx - x * width, py - cy - y * height]
    return [cx + cos * dx - sin * dy, cy + sin * dx + cos * dy]
  }
}

/** An index beyond the edge, mirrored at it as often as needed. */
function mirrored(i: number, size: number): number {
  const turn = ((i % (2 * size)) + 2 * size) % (2 * size)
  return turn < size ? turn : 2 * size - 1 - turn
}
