import { nearest, type Place } from './map-points.ts'

/** Two rolls that lie side by side, by their numbers. */
export type Thread = readonly [number, number]

/**
 * Pairs of neighbours: those with nobody in the circle that has them as its diameter (Gabriel and Sokal 1969), among
 * the eight nearest of each. `skip` leaves points out.
 */
export function threadsOf(
  points: readonly Place[],
  skip: (index: number) => boolean = () => false,
): Thread[] {
  const around = points.map((point, at) =>
    skip(at) ? [] : nearest(points, point, 8, index => index === at || skip(index)),
  )
  const found: Thread[] = []
  for (const [a, others] of around.entries())
    for (const b of others) {
      if (b < a && around[b]!.includes(a)) continue
      const [p, q] = [points[a]!, points[b]!]
      const middle = { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 }
      const radius = Math.hypot(p.x - q.x, p.y - q.y) / 2
      const inside = (index: number) =>
        index !== a &&
        index !== b &&
        Math.hypot(points[index]!.x - middle.x, points[index]!.y - middle.y) < radius * (1 - 1e-9)
      if (!others.some(inside) && !around[b]!.some(inside)) found.push([a, b])
    }
  return found
}

/** Where on a thread a place lies: `t` from 0 at its first end to 1, and how far from it. */
export function onThread(p: Place, q: Place, at: Place): { t: number; far: number } {
  const [dx, dy] = [q.x - p.x, q.y - p.y]
  const length = dx * dx + dy * dy
  const t = length ? Math.min(1, Math.max(0, ((at.x - p.x) * dx + (at.y - p.y) * dy) / length)) : 0
  return { t, far: Math.hypot(p.x + t * dx - at.x, p.y + t * dy - at.y) }
}
