import type { Hole } from '#shared/studio/atlas.ts'
import type { Place } from '../lib/map-points.ts'
import { type MapView, toScreen } from '../lib/map-view.ts'

/** A place of what was never tried, on the screen; `n` is its number in the list. */
export type HoleMark = { n: number; at: Place }

export const holeRadius = 11
const goldenAngle = Math.PI * (3 - Math.sqrt(5))

/** Those in one place lie around it, like the seeds of a sunflower. */
export function holeMarks(holes: readonly Hole[], view: MapView): HoleMark[] {
  const times = new Map<string, number>()
  return holes.flatMap(({ place }, n) => {
    if (!place) return []
    const name = `${place.x} ${place.y}`
    const before = times.get(name) ?? 0
    times.set(name, before + 1)
    const { x, y } = toScreen(view, place)
    const far = before ? 2.4 * holeRadius * Math.sqrt(before) : 0
    return {
      n,
      at: { x: x + far * Math.cos(before * goldenAngle), y: y + far * Math.sin(before * goldenAngle) },
    }
  })
}

export const holeAt = (marks: readonly HoleMark[], { x, y }: Place): HoleMark | undefined =>
  marks.findLast(({ at }) => Math.hypot(at.x - x, at.y - y) <= holeRadius + 3)
