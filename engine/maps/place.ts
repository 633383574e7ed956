import { setImmediate as turn } from 'node:timers/promises'
import type { Parsed } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { alignedTo } from './align.ts'
import { eased } from './ease.ts'
import { fewest, neighbourPlaces } from './neighbours.ts'
import { principalPlaces } from './pca.ts'

export type Place = [x: number, y: number]

/**
 * Points to places on a square, x and y in turn, 0..1: along the two directions in which they differ most, or so that
 * neighbours stay together, turned to lie as the first would. The same points give the same places.
 * Errors: `invalid-input` for rows of another width; `cancelled`.
 */
export async function placePoints(
  { points, width, method, seed }: Parsed<EngineContract['map.place']>,
  signal: AbortSignal,
): Promise<{ positions: Float32Array }> {
  if (points.length === 0 || points.length % width)
    throw new StudioError(
      'invalid-input',
      `A map needs rows of ${width} numbers, found ${points.length} numbers`,
    )
  const rows = Array.from({ length: points.length / width }, (_, i) =>
    points.subarray(i * width, (i + 1) * width),
  )
  await turn()
  signal.throwIfAborted()
  const apart = principalPlaces(rows, 2).to2DArray() as Place[]
  const places =
    method === 'umap' && rows.length >= fewest && apart.some(place => Math.hypot(...place) > 1e-6)
      ? alignedTo(apart, (await neighbourPlaces(rows, seed, signal)) as Place[])
      : apart
  return { positions: Float32Array.from(eased(stretched(places)).flat()) }
}

/**
 * Each axis to 0..1: half by how far, half by the order along it, which gives a crowd more room. All in the middle where
 * nothing differs.
 */
function stretched(places: readonly Place[]): Place[] {
  const axis = (at: 0 | 1) => {
    const values = places.map(place => place[at])
    const low = Math.min(...values)
    const range = Math.max(...values) - low
    if (range < 1e-9) return values.map(() => 0.5)
    const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b)
    const rank = new Float64Array(values.length)
    order.forEach((i, at) => {
      rank[i] = at / (values.length - 1)
    })
    return values.map((value, i) => 0.5 * ((value - low) / range) + 0.5 * rank[i]!)
  }
  const [xs, ys] = [axis(0), axis(1)]
  return xs.map((x, i) => [x, ys[i]!])
}
