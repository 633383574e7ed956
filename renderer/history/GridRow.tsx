import { memo, useRef } from 'react'
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
  /** Flying past: what has not been drawn yet need not be. */
  fast: boolean
}

export const GridRow = memo(function GridRow({ version: _, fast, ...props }: Props) {
  const drawn = useRef(false)
  if (!fast) drawn.current = true
  const { first, count, side, gap, edge, at, ...tile } = props
  if (!drawn.current) {
    const step = side + gap
    const style = {
      width: count * step - gap,
      height: side,
      transform: `translate(${edge}px, ${tile.y}px)`,
      '--side': `${side}px`,
      '--step': `${step}px`,
    }
    return <div className="tile-row" style={style} />
  }
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
