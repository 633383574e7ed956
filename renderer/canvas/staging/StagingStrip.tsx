import { Radio } from 'lucide-react'
import { useMemo, useRef } from 'react'
import type { PictureId } from '#shared/studio/pictures.ts'
import { imageUrl } from '../../api.ts'
import { setStaging, useStaging } from '../../stores/canvas-staging.ts'
import { isOpen, useJobs } from '../../stores/jobs.ts'
import { explain } from '../../stores/toasts.ts'
import { t } from '../../strings.ts'
import { type AcceptAs, acceptPicture } from './accept-picture.ts'
import { StagingDeeds } from './StagingDeeds.tsx'

const words = t.canvas.staging

const choosePicture = (chosen: PictureId | null): void =>
  setStaging({ chosen, shown: chosen ? imageUrl(chosen) : null })

/** What was rolled from this drawing: each can be held over the box, taken into the drawing, or put aside. */
export function StagingStrip() {
  const { jobs: ids, rejected, chosen } = useStaging()
  const jobs = useJobs(state => state.jobs)
  const row = useRef<HTMLDivElement>(null)
  const mine = useMemo(() => jobs.filter(({ id }) => ids.includes(id)), [jobs, ids])
  const pictures = mine.flatMap(job => job.pictures).filter(id => !rejected.has(id))
  const waits = mine.filter(isOpen).reduce((sum, job) => sum + job.request.count - job.pictures.length, 0)
  if (!pictures.length && !waits) return null
  const reject = (id: PictureId) => {
    setStaging(state => ({ rejected: new Set([...state.rejected, id]) }))
    choosePicture(pictures[pictures.indexOf(id) + 1] ?? pictures[pictures.indexOf(id) - 1] ?? null)
  }
  const accept = (id: PictureId, as: AcceptAs) => {
    void acceptPicture(id, as).then(() => choosePicture(null), explain)
  }
  /** Null stands for the live picture, the first of the row. */
  const all = [null, ...pictures]
  const onKeyDown = (event: React.KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (by !== undefined) {
      const to = Math.max(0, Math.min(all.length - 1, all.indexOf(chosen) + by))
      choosePicture(all[to]!)
      row.current?.querySelectorAll('button')[to]?.focus()
    } else if (event.key === 'Enter' && chosen) accept(chosen, 'result')
    else if (event.key === 'Delete' && chosen) reject(chosen)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <section className="canvas-staging" aria-label={words.title} title={words.keys}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys go from one button to the next */}
      <div ref={row} className="canvas-candidates" onKeyDown={onKeyDown}>
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
        <StagingDeeds id={chosen} accept={as => accept(chosen, as)} reject={() => reject(chosen)} />
      )}
    </section>
  )
}
