import { settingsOfPicture } from '#shared/picture-settings.ts'
import { isDrawn, type JobState } from '#shared/studio/jobs.ts'
import { imageUrl } from '../api.ts'
import { originalOf } from '../queue/job-name.ts'
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
  const original = originalOf(job, image)
  const shown = seedOf(job, image)
  const state = picture ? 'done' : job.state === 'running' && current === image ? 'working' : 'waiting'
  return (
    <button
      type="button"
      className="sheet-cell"
      data-state={state}
      aria-label={
        shown === null
          ? t.upscale.cell(image + 1, t.stage.cellStates[state])
          : t.stage.cell(image + 1, shown, t.stage.cellStates[state])
      }
      aria-disabled={!picture}
      tabIndex={tabIndex}
      style={{ aspectRatio: ratio }}
      onFocus={onFocus}
      onClick={() => picture && onOpen(picture)}
    >
      {original && !picture && (
        <img
          className="sheet-preview sheet-original"
          src={imageUrl(original, 256)}
          alt=""
          draggable={false}
        />
      )}
      {preview && <img className="sheet-preview" src={preview} alt="" draggable={false} />}
      {picture && <img src={imageUrl(picture)} alt="" decoding="async" draggable={false} />}
      {shown !== null && <span className="sheet-seed">{shown}</span>}
    </button>
  )
}

/** What tells it from its neighbours; null for what is made larger. */
function seedOf(job: JobState, image: number): string | null {
  if (!isDrawn(job)) return null
  const { seed, variation } = settingsOfPicture(job.request.generation, image)
  return String(variation.strength > 0 ? variation.seed : seed)
}
