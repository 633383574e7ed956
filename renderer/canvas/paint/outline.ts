import { getStroke } from 'perfect-freehand'
import type { Stroke } from '#shared/canvas/records.ts'

/** How much pressure thins a line: at none of it a line keeps this share of its width. */
const thinning = 0.65

/**
 * The outline of a stroke as a closed polygon of [x, y] in its own coordinates. `last`: whether the pen has left the
 * page; while it has not, the line's end stays under the pen.
 */
export function outlineOf(
  { points, size, smoothing, pressure }: Pick<Stroke, 'points' | 'size' | 'smoothing' | 'pressure'>,
  last = true,
): number[][] {
  const input: number[][] = []
  for (let i = 0; i + 2 < points.length; i += 3) input.push([points[i]!, points[i + 1]!, points[i + 2]!])
  return getStroke(input, {
    size,
    thinning: pressure ? thinning : 0,
    smoothing,
    streamline: smoothing * 0.7,
    simulatePressure: false,
    last,
  })
}
