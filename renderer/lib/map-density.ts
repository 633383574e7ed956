import type { Place } from './map-points.ts'

/** How far beyond the unit square the grid reaches, on each side. */
export const densityPad = 0.3

/**
 * A Gaussian kernel density on `cells` x `cells` over the square from -pad to 1 + pad, row by row, in multiples of an
 * even spread over the unit square. Half of Scott's bandwidth, so that small groups stay apart.
 */
export function density(points: readonly Place[], cells: number): Float32Array {
  const grid = new Float32Array(cells * cells)
  const n = points.length
  if (!n) return grid
  const mean = (of: (point: Place) => number) => points.reduce((sum, point) => sum + of(point), 0) / n
  const [mx, my] = [mean(({ x }) => x), mean(({ y }) => y)]
  const spread = Math.sqrt(mean(({ x, y }) => ((x - mx) ** 2 + (y - my) ** 2) / 2))
  const width = Math.min(0.12, Math.max(0.02, 0.5 * spread * n ** (-1 / 6)))
  const step = (1 + 2 * densityPad) / cells
  const reach = Math.ceil((3 * width) / step)
  const weight = 1 / (2 * Math.PI * width * width * n)
  for (const { x, y } of points) {
    const [cx, cy] = [(x + densityPad) / step - 0.5, (y + densityPad) / step - 0.5]
    for (
      let row = Math.max(0, Math.round(cy) - reach);
      row <= Math.min(cells - 1, Math.round(cy) + reach);
      row++
    )
      for (
        let column = Math.max(0, Math.round(cx) - reach);
        column <= Math.min(cells - 1, Math.round(cx) + reach);
        column++
      ) {
        const far = ((row - cy) ** 2 + (column - cx) ** 2) * step * step
        grid[row * cells + column]! += weight * Math.exp(-far / (2 * width * width))
      }
  }
  return grid
}
