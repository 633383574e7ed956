import { memo } from 'react'
import { cache } from '../stores/library.ts'
import { Tile, type TileHandlers } from './Tile.tsx'

type Props = TileHandlers & {
  /** The row's first picture, and how many it has. */
  first: number
  count: number
  y: number
  side: number
  gap: number
  edge: number
  pixels: number
  /** The picture that has the focus, or -1 when it is not in this row. */
  at: number
  /** Of the rows that are held: another one may have come for this row. */
  version: number
}

export const GridRow = memo(function GridRow({
  first,
  count,
  side,
  gap,
  edge,
  at,
  version: _,
  ...tile
}: Props) {
  return Array.from({ length: count }, (__, column) => (
    <Tile
      key={first + column}
      card={cache.at(first + column)}
      index={first + column}
      side={side}
      x={edge + column * (side + gap)}
      current={first + column === at}
      {...tile}
    />
  ))
})
