import { settingsOfPicture } from '#shared/picture-settings.ts'
import type { JobState } from '#shared/studio/jobs.ts'
import { imageUrl } from '../api.ts'
import { useJobs } from '../stores/jobs.ts'
import { usePreview } from '../stores/previews.ts'
import { t } from '../strings.ts'

type Props = {
  job: JobState
  image: number
  ratio: number
  tabIndex: number
  onFocus: () => void
  onOpen: (picture: string) => void
}

export function SheetCell({ job, image, ratio, tabIndex, onFocus, onOpen }: Props) {
  const preview = usePreview(job.id, image)
  const current = useJobs(state => state.image)
  const picture = job.pictures[image]
  const { seed, variation } = settingsOfPicture(job.request.generation, image)
  const shown = variation.strength > 0 ? variation.seed : seed
  const state = picture ? 'done' : job.state === 'running' && current === image ? 'working' : 'waiting'
  return (
    <button
      type="button"
      className="sheet-cell"
      data-state={state}
      aria-label={t.stage.cell(image + 1, String(shown), t.stage.cellStates[state])}
      aria-disabled={!picture}
      tabIndex={tabIndex}
      style={{ aspectRatio: ratio }}
      onFocus={onFocus}
      onClick={() => picture && onOpen(picture)}
    >
      {preview && <img className="sheet-preview" src={preview} alt="" draggable={false} />}
      {picture && <img src={imageUrl(picture)} alt="" decoding="async" draggable={false} />}
      <span className="sheet-seed">{shown}</span>
    </button>
  )
}
