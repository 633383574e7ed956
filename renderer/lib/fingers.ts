import type { Place } from './map-points.ts'

/** What one pointer did to what lies under all that are down: how far it went, and by how much it spread them, around what. */
export type Moved = { dx: number; dy: number; factor: number; middle: Place }

/** Notes where one of the `fingers` has come to; null when it is none of them. One alone spreads nothing: a factor of 1. */
export function moveFinger(fingers: Map<number, Place>, pointer: number, to: Place): Moved | null {
  const from = fingers.get(pointer)
  if (!from) return null
  fingers.set(pointer, to)
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const other = [...fingers].find(([id]) => id !== pointer)?.[1]
  if (!other) return { dx, dy, factor: 1, middle: to }
  const apart = (one: Place) => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y))
  return {
    dx,
    dy,
    factor: apart(to) / apart(from),
    middle: { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 },
  }
}
