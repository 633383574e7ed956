import { FolderSearch, Star, Unplug } from 'lucide-react'
import { memo } from 'react'
import type { ColourLabel } from '#shared/library/query-fields.ts'
import type { PictureCard } from '#shared/studio/pictures.ts'
import { imageUrl } from '../api.ts'
import { startDrag } from '../stage/drag-out.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'

export type TileHandlers = {
  onPick: (card: PictureCard, index: number, event: React.MouseEvent) => void
  onOpen: (card: PictureCard, index: number) => void
}
type Props = TileHandlers & {
  card: PictureCard | undefined
  index: number
  /** Of the square, in CSS pixels, and where it is. */
  side: number
  x: number
  y: number
  /** Of the thumbnail. */
  pixels: number
  current: boolean
}

/** One picture of the history; a quiet square until its row has come. All props are plain, so that most tiles rest. */
export const Tile = memo(function Tile({ card, index, side, x, y, pixels, current, onPick, onOpen }: Props) {
  const chosen = useView(view => (card ? view.chosen.has(card.id) : false))
  const style = { width: side, height: side, transform: `translate(${x}px, ${y}px)` }
  if (!card) return <div className="tile empty" style={style} />
  const { prompt, seed, starred, stars, label, twins, external } = card
  const words = [
    prompt || t.stage.untitled,
    `${t.dice.seed} ${seed ?? '–'}`,
    starred && t.starred,
    starred && t.rating.stars(stars),
    twins && t.meaning.twins(twins),
    external && t.folders.liesIn(external.folder),
    external?.missing && t.folders.missing,
    label && t.rating.labels[label as ColourLabel],
  ]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list around it has the keys
    <div
      role="option"
      className="tile"
      data-missing={external?.missing || undefined}
      style={style}
      id={`tile-${index}`}
      tabIndex={current ? 0 : -1}
      aria-selected={chosen}
      aria-label={words.filter(Boolean).join(', ')}
      onClick={event => onPick(card, index, event)}
      onDoubleClick={() => onOpen(card, index)}
      draggable
      onDragStart={event => startDrag(event, card.id)}
      onContextMenu={event => chosen || onPick(card, index, event)}
    >
      <img src={imageUrl(card.id, pixels)} alt="" decoding="async" draggable={false} />
      {starred && (
        <span className="tile-star" aria-hidden>
          {stars}
          <Star size={12} fill="currentColor" />
        </span>
      )}
      {external && (
        <span className="tile-external" data-folder={external.folder} aria-hidden>
          {external.missing ? <Unplug size={12} /> : <FolderSearch size={12} />}
        </span>
      )}
      {twins && (
        <span className="tile-twins" aria-hidden>
          {t.meaning.twins(twins)}
        </span>
      )}
      {label && <span className="tile-label label-dot" data-label={label} aria-hidden />}
    </div>
  )
})
