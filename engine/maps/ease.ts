import type { Place } from './place.ts'

/** The side of a thumbnail that has room beside the others, as a share of the map's side. */
export const roomFor = (count: number): number => 0.75 / Math.ceil(Math.sqrt(count))

const rounds = 100
/** Points in one place part along directions of their own, a golden angle from each other. */
const goldenAngle = Math.PI * (3 - Math.sqrt(5))

/**
 * Pushes apart what would lie over each other, squares of side `room`, a little at a time; all stay within 0..1. Where
 * a crowd has too little room, some overlap remains, the less the more rounds it takes.
 */
export function eased(places: readonly Place[], room = roomFor(places.length)): Place[] {
  const out = places.map(([x, y]): Place => [x, y])
  for (let round = 0; round < rounds; round++) {
    let moved = false
    eachNearPair(out, room, (i, j) => {
      moved = part(out[i]!, out[j]!, room, j) || moved
    })
    for (const place of out) {
      place[0] = Math.min(1, Math.max(0, place[0]))
      place[1] = Math.min(1, Math.max(0, place[1]))
    }
    if (!moved) break
  }
  return out
}

/** Moves two squares apart along the axis on which they overlap least; says whether they overlapped. */
function part(a: Place, b: Place, room: number, index: number): boolean {
  let dx = b[0] - a[0]
  let dy = b[1] - a[1]
  if (Math.max(Math.abs(dx), Math.abs(dy)) >= room * 0.98) return false
  if (Math.hypot(dx, dy) < room * 1e-3) {
    dx = Math.cos(index * goldenAngle) * room * 0.1
    dy = Math.sin(index * goldenAngle) * room * 0.1
  }
  const axis = Math.abs(dx) >= Math.abs(dy) ? 0 : 1
  const gap = axis === 0 ? dx : dy
  const push = ((room - Math.abs(gap)) / 2) * (gap < 0 ? -1 : 1)
  a[axis] -= push
  b[axis] += push
  return true
}

/** Pairs in the same or in neighbouring cells of a grid as wide as the room. */
function eachNearPair(places: readonly Place[], room: number, see: (i: number, j: number) => void): void {
  const side = Math.floor(1 / room) + 3
  const cells: number[][] = Array.from({ length: side * side }, () => [])
  const cellOf = ([x, y]: Place) => (Math.floor(y / room) + 1) * side + Math.floor(x / room) + 1
  places.forEach((place, i) => {
    cells[cellOf(place)]!.push(i)
  })
  const around = [-side - 1, -side, -side + 1, -1, 0, 1, side - 1, side, side + 1]
  for (const [i, place] of places.entries()) {
    const here = cellOf(place)
    for (const step of around) for (const j of cells[here + step] ?? []) if (j > i) see(i, j)
  }
}
