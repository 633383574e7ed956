import { setImmediate as turn } from 'node:timers/promises'
import type { PackedRows } from '#engine/maps/crowd/packed.ts'

/** How many of the nearest that have a place say where a newcomer belongs. */
const near = 4
/** How long it reckons on end before others have their turn, in ms. */
const slice = 10

/**
 * Gives rows without a place (NaN) one among those that have: the mean of the four that are most like it, the more alike
 * the heavier. Every vector is looked at. Changes `places`. Errors: the signal's reason.
 */
export async function putAmong(
  { rows, inverse, width, count }: PackedRows,
  places: Float32Array,
  signal: AbortSignal,
): Promise<void> {
  const settled = places.slice()
  let since = performance.now()
  for (let i = 0; i < count; i++) {
    if (!Number.isNaN(settled[2 * i]!)) continue
    const best: { j: number; like: number }[] = []
    for (let j = 0; j < count; j++) {
      if (Number.isNaN(settled[2 * j]!)) continue
      let sum = 0
      for (let k = 0; k < width; k++) sum += rows[i * width + k]! * rows[j * width + k]!
      const like = sum * inverse[i]! * inverse[j]!
      if (best.length > near && like <= best[near]!.like) continue
      best.push({ j, like })
      best.sort((a, b) => b.like - a.like)
      best.length = Math.min(best.length, near + 1)
    }
    const floor = (best[near] ?? best.at(-1))?.like ?? 0
    const weighed = best.slice(0, near).map(({ j, like }) => ({ j, weight: like - floor + 1e-6 }))
    const all = weighed.reduce((sum, { weight }) => sum + weight, 0)
    for (const axis of [0, 1])
      places[2 * i + axis] =
        weighed.reduce((sum, { j, weight }) => sum + settled[2 * j + axis]! * weight, 0) / (all || 1)
    if (performance.now() - since < slice) continue
    await turn()
    signal.throwIfAborted()
    since = performance.now()
  }
}
