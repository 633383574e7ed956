import { X } from 'lucide-react'
import type { PictureFilter } from '#shared/studio/pictures.ts'
import { setFilter, useLibrary } from '../stores/library.ts'
import { t } from '../strings.ts'

export const isNarrowed = ({ query, text, starred, trashed, model, tag }: PictureFilter): boolean =>
  Boolean(query || text || starred || trashed || model || tag)

/** Says that not every picture is in the strip, and how to have them all. */
export function StripFilter() {
  const { query, text, starred, trashed, model, tag } = useLibrary(state => state.filter)
  const what = [
    trashed && t.history.which.trash,
    starred && t.history.which.starred,
    query && `“${query}”`,
    text && `“${text}”`,
    tag,
    model,
  ].filter(Boolean)
  return (
    <button type="button" className="strip-filter" onClick={() => setFilter({ trashed: false })}>
      <span>{what.join(', ')}</span>
      <small>
        {t.history.showAll} <X size={12} aria-hidden />
      </small>
    </button>
  )
}
