import { type Cells, cellsInSight, type Cell as InSight, standsFor, withinCell } from '../lib/atlas-cells.ts'
import type { Place } from '../lib/map-points.ts'
import { type MapView, toScreen } from '../lib/map-view.ts'
import type { Size } from '../lib/zoom.ts'

/** A picture that is shown, for itself or for all that lie in its square; on the screen, in pixels. */
export type Mark = { index: number; cell: InSight; count: number; at: Place; side: number }

/** Squares are at least so wide, in pixels, and what is shown in them takes this share. */
export const cellSide = 76
const share = 0.82
const largest = 132

const standing = new WeakMap<Cells, Map<number, number>>()

function standingFor(cells: Cells, cell: InSight, places: Float32Array): number {
  const known = standing.get(cells) ?? new Map<number, number>()
  standing.set(cells, known)
  const index = known.get(cell.from) ?? standsFor(cells, cell, places)
  known.set(cell.from, index)
  return index
}

/** What is shown of the points in sight; the selected one stands for its square. */
export function marksOf(
  cells: Cells,
  places: Float32Array,
  view: MapView,
  room: Size,
  selected: number,
): Mark[] {
  const across = 2 ** cells.level
  const side = Math.min(largest, (share * view.scale) / across)
  const isHere = ({ column, row }: InSight) =>
    selected >= 0 &&
    Math.min(across - 1, Math.floor(places[2 * selected]! * across)) === column &&
    Math.min(across - 1, Math.floor(places[2 * selected + 1]! * across)) === row
  return cellsInSight(cells, view, room).map(cell => {
    const index = isHere(cell) ? selected : standingFor(cells, cell, places)
    const place = toScreen(view, { x: places[2 * index]!, y: places[2 * index + 1]! })
    const at = withinCell(place, cell, cells.level, view, side / 2)
    return { index, cell, count: cell.to - cell.from, at, side }
  })
}

export const markAt = (marks: readonly Mark[], { x, y }: Place): Mark | undefined =>
  marks.findLast(({ at, side }) => Math.abs(at.x - x) <= side / 2 && Math.abs(at.y - y) <= side / 2)
