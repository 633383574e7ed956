import { distanceTo } from '#engine/conditions/distance.ts'
import type { Pixels } from './measure-picture.ts'

/** Mean square differences of neighbouring pixels, in bytes, over all three colours. */
export type Seam = {
  /** Across the edge of the mask. */
  edge: number
  /** Across the roughest of all lines that run beside it, to `clear` pixels within and half of that without. */
  roughest: number
  /** Within, deeper than all of these lines. */
  inside: number
}

/** How rough a picture is along the edge of a mask, and within it. `masked`: 1 per pixel of the mask. */
export function seamOf({ width, height, rgb }: Pixels, masked: Uint8Array, clear: number): Seam {
  const size = { width, height }
  const inner = distanceTo(
    masked.map(one => 1 - one),
    size,
  )
  const outer = distanceTo(masked, size)
  // Whole pixels within the edge: 1 is the first within, 0 the first without.
  const depth = Array.from(inner, (d, p) => (masked[p] ? Math.round(d) : 1 - Math.round(outer[p]!)))
  const lines = new Map<number, { sum: number; count: number }>()
  for (let p = 0; p < depth.length; p++)
    for (const q of [p % width < width - 1 ? p + 1 : -1, p + width]) {
      if (q < 0 || q >= depth.length) continue
      const [a, b] = [Math.min(depth[p]!, depth[q]!), Math.max(depth[p]!, depth[q]!)]
      if (a < -clear / 2 || (a === b && a <= clear)) continue
      const line = lines.get(a > clear ? clear + 1 : a) ?? { sum: 0, count: 0 }
      for (let c = 0; c < 3; c++) line.sum += (rgb[p * 3 + c]! - rgb[q * 3 + c]!) ** 2 / 3
      line.count++
      lines.set(a > clear ? clear + 1 : a, line)
    }
  const mean = (at: number) => lines.get(at)!.sum / lines.get(at)!.count
  const beside = [...lines.keys()].filter(at => at <= clear)
  return { edge: mean(0), roughest: Math.max(...beside.map(mean)), inside: mean(clear + 1) }
}
