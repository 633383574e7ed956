import { memo } from 'react'
import type { PictureCard } from '#shared/studio/pictures.ts'
import { startDrag } from '../stage/drag-out.ts'
import { useView } from '../stores/view.ts'
import { columns } from './columns.tsx'
import type { TileHandlers } from './Tile.tsx'

type Props = TileHandlers & {
  card: PictureCard | undefined
  index: number
  y: number
  current: boolean
}

/** One picture of the list; an empty line until its row has come. */
export const ListRow = memo(function ListRow({ card, index, y, current, onPick, onOpen }: Props) {
  const chosen = useView(view => (card ? view.chosen.has(card.id) : false))
  const style = { transform: `translateY(${y}px)` }
  return (
    <tr
      className="list-row list-line"
      style={style}
      id={`tile-${index}`}
      tabIndex={current ? 0 : -1}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      draggable={card !== undefined}
      {...(card && {
        onClick: (event: React.MouseEvent) => onPick(card, index, event),
        onDoubleClick: () => onOpen(card, index),
        onDragStart: (event: React.DragEvent) => startDrag(event, card.id),
        onContextMenu: (event: React.MouseEvent) => chosen || onPick(card, index, event),
      })}
    >
      {columns.map(({ id, end, cell }) => {
        const shown = card && cell(card)
        // What is too long for its column is told whole.
        const title = typeof shown === 'string' ? shown : undefined
        return (
          <td key={id} className={end ? 'end' : undefined} data-column={id} title={title}>
            {shown}
          </td>
        )
      })}
    </tr>
  )
})
