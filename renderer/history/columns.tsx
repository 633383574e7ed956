import { Star } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ColourLabel } from '#shared/library/query-fields.ts'
import { samplerNames } from '#shared/sampler-names.ts'
import type { PictureCard } from '#shared/studio/pictures.ts'
import { imageUrl } from '../api.ts'
import type { SortedColumn } from '../lib/list-order.ts'
import { moment } from '../lib/time.ts'
import { modelById } from '../stores/models.ts'
import { t } from '../strings.ts'

type ColumnId = SortedColumn | 'picture' | 'tags'
type Column = {
  id: ColumnId
  /** The least, in CSS pixels; those that grow share what is left. */
  width: number
  grow?: number
  /** Numbers stand at the right. */
  end?: boolean
  cell: (card: PictureCard) => ReactNode
}

/** Ours by their names; those of other programs as they call them. */
const samplers: Readonly<Record<string, string>> = samplerNames

const stars = (card: PictureCard) =>
  card.stars > 0 && (
    <span className="list-stars" role="img" aria-label={t.rating.stars(card.stars)}>
      {Array.from({ length: card.stars }, (_, n) => (
        <Star key={n} size={11} fill="currentColor" aria-hidden />
      ))}
    </span>
  )

const label = ({ label }: PictureCard) =>
  label && (
    <span
      className="label-dot"
      data-label={label}
      role="img"
      aria-label={t.rating.labels[label as ColourLabel]}
    />
  )

/** What the list tells of each picture, from left to right. */
export const columns: readonly Column[] = [
  {
    id: 'picture',
    width: 36,
    cell: card => <img src={imageUrl(card.id, 256)} alt="" decoding="async" draggable={false} />,
  },
  { id: 'prompt', width: 136, grow: 3, cell: ({ prompt }) => prompt || t.stage.untitled },
  { id: 'stars', width: 64, cell: stars },
  { id: 'label', width: 48, cell: label },
  { id: 'tags', width: 72, grow: 1, cell: ({ tags }) => tags.join(', ') },
  { id: 'seed', width: 84, end: true, cell: ({ seed }) => seed ?? '–' },
  { id: 'model', width: 84, cell: ({ model }) => modelById(model)?.name ?? model },
  { id: 'sampler', width: 84, cell: ({ sampler }) => samplers[sampler] ?? sampler },
  { id: 'steps', width: 48, end: true, cell: ({ steps }) => steps },
  { id: 'guidance', width: 68, end: true, cell: ({ guidance }) => guidance },
  { id: 'size', width: 80, end: true, cell: ({ width, height }) => `${width} × ${height}` },
  { id: 'date', width: 80, end: true, cell: ({ created }) => moment(created) },
]

const gap = 8
const edge = 16

/** As `grid-template-columns` has it, and how narrow it may become before it scrolls sideways. */
export const listSizes = {
  '--columns': columns
    .map(({ width, grow }) => (grow ? `minmax(${width}px, ${grow}fr)` : `${width}px`))
    .join(' '),
  '--least': `${columns.reduce((sum, { width }) => sum + width + gap, 2 * edge - gap)}px`,
  '--gap': `${gap}px`,
  '--edge-gap': `${edge}px`,
}
