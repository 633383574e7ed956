import type { JobState } from '#shared/studio/jobs.ts'
import { imageUrl } from '../api.ts'
import { startDrag } from '../stage/drag-out.ts'
import { usePreview } from '../stores/previews.ts'
import { openPicture, select, useView } from '../stores/view.ts'
import { t } from '../strings.ts'

type Props = {
  /** Of its sheet, row and column. */
  labels: string
  picture: string | null
  job: JobState | undefined
  image: number
  working: boolean
  size: number
  tabIndex: number
  onFocus: () => void
}

/** One picture of a grid: a click chooses it for whatever can be done with a picture, a double click opens it. */
export function GridCell({ labels, picture, job, image, working, size, tabIndex, onFocus }: Props) {
  const chosen = useView(view => picture !== null && view.chosen.has(picture))
  const preview = usePreview(job?.id ?? '', image)
  const state = picture ? 'done' : working ? 'working' : 'waiting'
  return (
    <button
      type="button"
      className="grid-cell"
      data-state={state}
      aria-label={t.grids.cell(labels, t.grids.states[state])}
      aria-pressed={picture ? chosen : undefined}
      aria-disabled={!picture}
      tabIndex={tabIndex}
      onFocus={onFocus}
      onClick={() => picture && select(picture)}
      onDoubleClick={() => picture && openPicture(picture)}
      onKeyDown={event => {
        if (event.key !== 'Enter' || !picture) return
        event.preventDefault()
        openPicture(picture)
      }}
      onContextMenu={() => picture && select(picture)}
      draggable={picture !== null}
      onDragStart={event => picture && startDrag(event, picture)}
    >
      {preview && !picture && <img src={preview} alt="" draggable={false} />}
      {picture && (
        <img
          src={imageUrl(picture, size > 220 ? 512 : 256)}
          alt=""
          decoding="async"
          loading="lazy"
          draggable={false}
        />
      )}
    </button>
  )
}
