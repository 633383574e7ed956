/** A place on the map: both from 0 to 1 for what is placed first, beyond it where something was added later. */
export type Place = { x: number; y: number }

/** A sunflower's order: where rolls wait that nobody has placed yet, evenly within the unit square's circle. */
export function waitingPlace(index: number, of: number): Place {
  const radius = 0.48 * Math.sqrt((index + 0.5) / Math.max(1, of))
  const angle = index * Math.PI * (3 - Math.sqrt(5))
  return { x: 0.5 + radius * Math.cos(angle), y: 0.5 + radius * Math.sin(angle) }
}

export const distance = (a: Place, b: Place): number => Math.hypot(a.x - b.x, a.y - b.y)

/**
 * The numbers of the `k` points nearest to a place, nearest first; `skip` leaves some out. Asked for every point of a
 * map at each of its changes and at each move of a pointer, so plain loops.
 */
export function nearest(
  points: readonly Place[],
  at: Place,
  k: number,
  skip: (index: number) => boolean = () => false,
): number[] {
  const found: number[] = []
  const fars: number[] = []
  for (let index = 0; index < points.length; index++) {
    const dx = points[index]!.x - at.x
    const dy = points[index]!.y - at.y
    const far = dx * dx + dy * dy
    if ((found.length === k && far >= fars[k - 1]!) || skip(index)) continue
    let slot = Math.min(found.length, k - 1)
    for (; slot > 0 && fars[slot - 1]! > far; slot--) {
      found[slot] = found[slot - 1]!
      fars[slot] = fars[slot - 1]!
    }
    found[slot] = index
    fars[slot] = far
  }
  return found
}

export const ways = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
} as const
export type Way = keyof typeof ways

/** The next point in a direction: near and straight ahead before far or aside; null where there is none. */
export function neighbour(points: readonly Place[], from: number, way: Way): number | null {
  const [dx, dy] = ways[way]
  const origin = points[from]!
  let best: { index: number; cost: number } | null = null
  for (const [index, point] of points.entries()) {
    const ahead = (point.x - origin.x) * dx + (point.y - origin.y) * dy
    if (index === from || ahead <= 0) continue
    const aside = Math.abs((point.x - origin.x) * dy) + Math.abs((point.y - origin.y) * dx)
    if (aside > 2 * ahead) continue
    const cost = ahead + 2 * aside
    if (!best || cost < best.cost) best = { index, cost }
  }
  return best?.index ?? null
}
