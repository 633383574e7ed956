import { Check, CornerDownRight, Radio, X } from 'lucide-react'
import { useMemo } from 'react'
import type { PictureId } from '#shared/studio/pictures.ts'
import { imageUrl } from '../../api.ts'
import { setStaging, useStaging } from '../../stores/canvas-staging.ts'
import { isOpen, useJobs } from '../../stores/jobs.ts'
import { explain } from '../../stores/toasts.ts'
import { t } from '../../strings.ts'
import { Button } from '../../ui/Button.tsx'
import { acceptPicture } from './accept-picture.ts'

const words = t.canvas.staging

export const choosePicture = (chosen: PictureId | null): void =>
  setStaging({ chosen, shown: chosen ? imageUrl(chosen) : null })

/** What was rolled from this drawing: each can be held over the box, taken into the drawing, or put aside. */
export function StagingStrip() {
  const { jobs: ids, rejected, chosen } = useStaging()
  const jobs = useJobs(state => state.jobs)
  const mine = useMemo(() => jobs.filter(({ id }) => ids.includes(id)), [jobs, ids])
  const pictures = mine.flatMap(job => job.pictures).filter(id => !rejected.has(id))
  const waits = mine.filter(isOpen).reduce((sum, job) => sum + job.request.count - job.pictures.length, 0)
  if (!pictures.length && !waits) return null
  const reject = (id: PictureId) => {
    setStaging(state => ({ rejected: new Set([...state.rejected, id]) }))
    choosePicture(pictures[pictures.indexOf(id) + 1] ?? pictures[pictures.indexOf(id) - 1] ?? null)
  }
  const accept = (id: PictureId, role: 'result' | 'image') => {
    void acceptPicture(id, role).then(() => choosePicture(null), explain)
  }
  return (
    <section className="canvas-staging" aria-label={words.title}>
      <div className="canvas-candidates">
        <button
          type="button"
          className="canvas-candidate live"
          aria-label={words.live}
          title={words.live}
          aria-pressed={chosen === null}
          onClick={() => choosePicture(null)}
        >
          <Radio size={18} aria-hidden />
        </button>
        {pictures.map((id, at) => (
          <button
            key={id}
            type="button"
            className="canvas-candidate"
            aria-label={words.picture(at + 1)}
            aria-pressed={chosen === id}
            onClick={() => choosePicture(id)}
          >
            <img src={imageUrl(id, 256)} alt="" />
          </button>
        ))}
        {Array.from({ length: Math.min(16, waits) }, (_, at) => (
          <span key={`waits ${at}`} className="canvas-candidate waits" />
        ))}
      </div>
      {chosen && pictures.includes(chosen) && (
        <div className="canvas-staging-deeds">
          <Button
            icon={Check}
            look="accent"
            title={words.acceptHelp}
            onClick={() => accept(chosen, 'result')}
          >
            {words.accept}
          </Button>
          <Button icon={CornerDownRight} title={words.goOnHelp} onClick={() => accept(chosen, 'image')}>
            {words.goOn}
          </Button>
          <Button icon={X} look="quiet" onClick={() => reject(chosen)}>
            {words.reject}
          </Button>
        </div>
      )}
    </section>
  )
}
