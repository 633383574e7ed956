import type { Place } from './map-points.ts'

/** How far beyond the unit square the grid reaches, on each side. */
export const densityPad = 0.3

/**
 * What `points` weigh, spread softly over `cells` x `cells` of the square from -pad to 1 + pad, row by row: the mean of
 * the weights around (a Gaussian half as wide as one point has room), fading to 0 where no point is near.
 */
export function density(points: readonly { place: Place; weight: number }[], cells: number): Float32Array {
  const weighed = new Float32Array(cells * cells)
  const near = new Float32Array(cells * cells)
  const width = Math.max(0.02, 0.5 / Math.sqrt(points.length || 1))
  const step = (1 + 2 * densityPad) / cells
  const reach = Math.ceil((3 * width) / step)
  for (const { place, weight } of points) {
    const [cx, cy] = [(place.x + densityPad) / step - 0.5, (place.y + densityPad) / step - 0.5]
    const from = (centre: number) => Math.max(0, Math.round(centre) - reach)
    const to = (centre: number) => Math.min(cells - 1, Math.round(centre) + reach)
    for (let row = from(cy); row <= to(cy); row++)
      for (let column = from(cx); column <= to(cx); column++) {
        const far = ((row - cy) ** 2 + (column - cx) ** 2) * step * step
        const share = Math.exp(-far / (2 * width * width))
        weighed[row * cells + column]! += share * weight
        near[row * cells + column]! += share
      }
  }
  return weighed.map((sum, at) => sum / Math.max(1, near[at]!))
}
