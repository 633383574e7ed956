import { gaussian } from './gaussian.ts'
import { luma, type Rgba } from './plane.ts'
import { thinned } from './thinning.ts'

export type ThinLineOptions = {
  /** Half the width of the lines that are looked for, in pixels. */
  sigma?: number
  /** How much darker than what is around it a line must be, 0..1. */
  contrast?: number
  /** Lines of fewer pixels are specks. */
  least?: number
}

/** The second Gaussian is so many times as wide: the ratio that comes nearest to a Laplacian (Marr and Hildreth, 1980). */
const ratio = 1.6

/**
 * The middle of dark lines, and the dark side of edges, as lines of one pixel, 255 on 0: a difference of Gaussians
 * under a threshold (H. Winnemoeller, J. E. Kyprianidis, S. C. Olsen, XDoG, Computers & Graphics 36(6), 2012; its
 * edges alone, without the tone of areas), thinned.
 */
export function thinLine(
  picture: Rgba,
  { sigma = 1.2, contrast = 0.02, least = 8 }: ThinLineOptions = {},
): Uint8Array {
  const { width, height } = picture
  const plane = luma(picture)
  const near = gaussian(plane, sigma).data
  const around = gaussian(plane, sigma * ratio).data
  const ink = Uint8Array.from(near, (grey, i) => (grey - around[i]! < -contrast ? 1 : 0))
  return withoutSpecks(thinned(ink, width, height), width, least)
}

/** Lines that hang together, diagonally too, of at least so many pixels; the outermost pixels must be 0. */
function withoutSpecks(lines: Uint8Array, width: number, least: number): Uint8Array {
  const seen = new Uint8Array(lines.length)
  const out = new Uint8Array(lines.length)
  for (let start = 0; start < lines.length; start++) {
    if (!lines[start] || seen[start]) continue
    const line = [start]
    seen[start] = 1
    for (let n = 0; n < line.length; n++)
      for (const row of [line[n]! - width, line[n]!, line[n]! + width])
        for (const next of [row - 1, row, row + 1])
          if (lines[next] && !seen[next]) {
            seen[next] = 1
            line.push(next)
          }
    if (line.length >= least) for (const i of line) out[i] = 255
  }
  return out
}
