import { Star } from 'lucide-react'
import { memo } from 'react'
import type { PictureCard } from '#shared/studio/pictures.ts'
import { imageUrl } from '../api.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'

type Props = {
  card: PictureCard | undefined
  index: number
  size: number
  current: boolean
  style: React.CSSProperties
  onPick: (card: PictureCard, index: number, event: React.MouseEvent) => void
  onOpen: (card: PictureCard, index: number) => void
}

/** One picture of the history; a quiet square until its row has come. */
export const Tile = memo(function Tile({ card, index, size, current, style, onPick, onOpen }: Props) {
  const chosen = useView(view => (card ? view.chosen.has(card.id) : false))
  if (!card) return <div className="tile empty" style={style} />
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list around it has the keys
    <div
      role="option"
      className="tile"
      style={style}
      id={`tile-${index}`}
      data-index={index}
      tabIndex={current ? 0 : -1}
      aria-selected={chosen}
      aria-label={`${card.prompt || t.stage.untitled}, ${t.dice.seed} ${card.seed ?? '–'}${card.starred ? `, ${t.starred}` : ''}`}
      onClick={event => onPick(card, index, event)}
      onDoubleClick={() => onOpen(card, index)}
    >
      <img src={imageUrl(card.id, size)} alt="" decoding="async" draggable={false} />
      {card.starred && <Star className="tile-star" size={14} fill="currentColor" aria-hidden />}
    </div>
  )
})
