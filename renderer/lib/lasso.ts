import type { Place } from './map-points.ts'

/** The points, x and y in turn, that lie within a line drawn around them; it closes by itself (even-odd). */
export function within(places: Float32Array, line: readonly Place[]): number[] {
  if (line.length < 3) return []
  const found: number[] = []
  const [xs, ys] = [line.map(({ x }) => x), line.map(({ y }) => y)]
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  for (let i = 0; i < places.length / 2; i++) {
    const [x, y] = [places[2 * i]!, places[2 * i + 1]!]
    if (x < left || x > right || y < top || y > bottom) continue
    let inside = false
    for (let a = 0, b = line.length - 1; a < line.length; b = a++) {
      const [p, q] = [line[a]!, line[b]!]
      if (p.y > y !== q.y > y && x < ((q.x - p.x) * (y - p.y)) / (q.y - p.y) + p.x) inside = !inside
    }
    if (inside) found.push(i)
  }
  return found
}
