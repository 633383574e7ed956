import type { Place } from '../lib/family-tree.ts'

/** Pixels: the side of a picture, and from one to the next; between generations lies what changed. */
const side = 96
const across = side + 176
const down = side + 20

export const spot = ({ column, row }: Place) => ({ left: column * across, top: row * down })

export const extent = (columns: number, rows: number) => ({
  width: columns * across - (across - side),
  height: rows * down - (down - side),
})

/** From the right of the parent to the left of the child, level at both ends. */
export function edgePath(from: Place, to: Place): string {
  const [a, b] = [spot(from), spot(to)]
  const [x1, y1] = [a.left + side, a.top + side / 2]
  const [x2, y2] = [b.left, b.top + side / 2]
  const bend = x1 + 44
  return `M${x1} ${y1}C${bend} ${y1} ${x1} ${y2} ${bend} ${y2}L${x2} ${y2}`
}

/** Where the badges of a child lie: on the level end of its edge. */
export const badgeSpot = (to: Place) => {
  const { left, top } = spot(to)
  return { left: left - across + side + 48, top, width: across - side - 56 }
}
