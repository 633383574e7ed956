import type { Place } from './map-points.ts'
import type { MapView } from './map-view.ts'
import type { Size } from './zoom.ts'

/** Points, x and y in turn, 0..1, sorted into 2^level x 2^level squares. */
export type Cells = {
  level: number
  /** Numbers of points, square by square. */
  order: Uint32Array
  /** Names of the squares that have any, rising; where each begins in `order`. */
  names: Float64Array
  starts: Uint32Array
}
/** One square in sight. */
export type Cell = { column: number; row: number; from: number; to: number }

/** Finer squares than these would come to less than a point's rounding. */
const deepest = 14

export function cellsOf(places: Float32Array, level: number): Cells {
  const across = 2 ** level
  const count = places.length / 2
  const along = (value: number) => Math.min(across - 1, Math.max(0, Math.floor(value * across)))
  // One number each that sorts by square, then by point: a typed array sorts itself much quicker than any comparison.
  const keys = new Float64Array(count)
  for (let i = 0; i < count; i++)
    keys[i] = (along(places[2 * i + 1]!) * across + along(places[2 * i]!)) * count + i
  keys.sort()
  const order = new Uint32Array(count)
  const names: number[] = []
  const starts: number[] = []
  for (let n = 0; n < count; n++) {
    const name = Math.floor(keys[n]! / count)
    order[n] = keys[n]! - name * count
    if (names.at(-1) === name) continue
    names.push(name)
    starts.push(n)
  }
  return { level, order, names: Float64Array.from(names), starts: Uint32Array.from([...starts, count]) }
}

/** The level whose squares are at least `side` pixels wide, and less than twice that. */
export const levelFor = ({ scale }: MapView, side: number): number =>
  Math.min(deepest, Math.max(0, Math.floor(Math.log2(scale / side))))

/** The squares that a room shows, row by row. */
export function cellsInSight({ level, names, starts }: Cells, view: MapView, room: Size): Cell[] {
  const across = 2 ** level
  const clip = (value: number) => Math.min(across - 1, Math.max(0, Math.floor(value * across)))
  const [left, right] = [clip(-view.x / view.scale), clip((room.width - view.x) / view.scale)]
  const [top, bottom] = [clip(-view.y / view.scale), clip((room.height - view.y) / view.scale)]
  const found: Cell[] = []
  for (let row = top; row <= bottom; row++)
    for (let n = firstFrom(names, row * across + left); n < names.length; n++) {
      const column = names[n]! - row * across
      if (column > right) break
      found.push({ column, row, from: starts[n]!, to: starts[n + 1]! })
    }
  return found
}

/** The point of a square that is nearest to the middle of its points: it stands for all of them. */
export function standsFor({ order }: Cells, { from, to }: Cell, places: Float32Array): number {
  let [x, y] = [0, 0]
  for (let n = from; n < to; n++) {
    x += places[2 * order[n]!]! / (to - from)
    y += places[2 * order[n]! + 1]! / (to - from)
  }
  let best = order[from]!
  let far = Number.POSITIVE_INFINITY
  for (let n = from; n < to; n++) {
    const i = order[n]!
    const distance = (places[2 * i]! - x) ** 2 + (places[2 * i + 1]! - y) ** 2
    if (distance >= far) continue
    far = distance
    best = i
  }
  return best
}

/** Where a square of `half` pixels around a place still lies within its cell. */
export function withinCell(
  at: Place,
  { column, row }: Cell,
  level: number,
  view: MapView,
  half: number,
): Place {
  const side = view.scale / 2 ** level
  const clip = (value: number, low: number) =>
    side <= 2 * half ? low + side / 2 : Math.min(low + side - half, Math.max(low + half, value))
  return { x: clip(at.x, view.x + column * side), y: clip(at.y, view.y + row * side) }
}

function firstFrom(names: Float64Array, name: number): number {
  let [from, to] = [0, names.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (names[middle]! < name) from = middle + 1
    else to = middle
  }
  return from
}
