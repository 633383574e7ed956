import type { Place } from '../lib/map-points.ts'

const moving = 700
const appearing = 220

type Way = { from: Place; to: Place; start: number; born: number }
const ease = (t: number): number => 1 - (1 - t) ** 3

/** Where each point is while it moves gently from its old place to its new one. Times in ms. */
export function glide() {
  let ways: Way[] = []
  const share = ({ start }: Way, now: number) => ease(Math.min(1, Math.max(0, (now - start) / moving)))
  const at = (index: number, now: number): Place => {
    const way = ways[index]!
    const t = share(way, now)
    return { x: way.from.x + (way.to.x - way.from.x) * t, y: way.from.y + (way.to.y - way.from.y) * t }
  }
  return {
    at,
    /** 0 as a point comes, 1 once it is there. */
    shown: (index: number, now: number): number => Math.min(1, (now - ways[index]!.born) / appearing),
    /** New places; `still` jumps. */
    move(places: readonly Place[], now: number, still: boolean): void {
      const past = Number.NEGATIVE_INFINITY
      ways = places.map((to, index) => {
        const way = ways[index]
        if (!way) return { from: to, to, start: past, born: still ? past : now }
        if (way.to.x === to.x && way.to.y === to.y) return way
        return { from: at(index, now), to, start: still ? past : now, born: way.born }
      })
    },
    isMoving: (now: number): boolean =>
      ways.some(({ start, born }) => now - start < moving || now - born < appearing),
  }
}
export type Glide = ReturnType<typeof glide>
