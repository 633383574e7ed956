import { type Control, ownSketch } from '#shared/conditions.ts'
import type { Assets } from './assets.ts'

type Size = { width: number; height: number }

/** A line drawing as a model's own input takes it: 1 = ink, 0 = paper, and how strongly it counts, 0..1. */
export type Sketch = { ink: Float32Array; weight: number }

/**
 * All line drawings of a step as one, at picture size: the strongest ink of each pixel, each by its weight (above 1 counts
 * as 1). Null where none counts. Errors: those of `Assets`.
 */
export function sketchOf(
  controls: readonly Control[],
  assets: Assets,
  { width, height }: Size,
): Sketch | null {
  const told = controls.filter(({ net, weight }) => net === ownSketch && weight > 0)
  if (!told.length) return null
  const weights = told.map(({ weight }) => Math.min(1, weight))
  const weight = Math.max(...weights)
  const ink = new Float32Array(width * height)
  for (const [k, { map }] of told.entries()) {
    const share = weights[k]! / weight
    for (const [i, value] of assets.grey(map, width, height).entries())
      ink[i] = Math.max(ink[i]!, share * value)
  }
  return { ink, weight }
}
