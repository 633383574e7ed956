import { nearest, type Place } from './map-points.ts'
import { onThread, type Thread } from './map-threads.ts'

/** What lies under a pointer: a roll, a point between two, or an empty place. */
export type Spot =
  | { kind: 'roll'; index: number }
  | { kind: 'between'; from: number; to: number; t: number }
  | { kind: 'empty'; at: Place }

/** Whether a spot is still there on a map of `n` rolls. */
export const isOn = (spot: Spot, n: number): boolean =>
  spot.kind === 'roll' ? spot.index < n : spot.kind === 'empty' || Math.max(spot.from, spot.to) < n

/** `half` is half a thumbnail's side, `reach` how near to a thread is on it, both in the map's units. */
export function spotAt(
  points: readonly Place[],
  threads: readonly Thread[],
  at: Place,
  half: number,
  reach: number,
): Spot {
  const [first] = nearest(points, at, 1)
  const covers = ({ x, y }: Place) => Math.abs(x - at.x) <= half && Math.abs(y - at.y) <= half
  if (first !== undefined && covers(points[first]!)) return { kind: 'roll', index: first }
  const over = points.findLastIndex(covers)
  if (over >= 0) return { kind: 'roll', index: over }
  let best: { from: number; to: number; t: number; far: number } | null = null
  for (const [from, to] of threads) {
    const { t, far } = onThread(points[from]!, points[to]!, at)
    if (far <= reach && far < (best?.far ?? Number.POSITIVE_INFINITY)) best = { from, to, t, far }
  }
  return best
    ? { kind: 'between', from: best.from, to: best.to, t: Math.round(best.t * 100) / 100 }
    : { kind: 'empty', at }
}
