import { useRef, useState } from 'react'
import { isUpscale, type JobState } from '#shared/studio/jobs.ts'
import { sentenceOf } from '../errors.ts'
import { gridMove } from '../lib/grid-keys.ts'
import { isOpen, retryJob } from '../stores/jobs.ts'
import { openPicture } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { useSize } from '../ui/use-size.ts'
import { JobLine } from './JobLine.tsx'
import { sizeOf } from './live-size.ts'
import { SheetCell } from './SheetCell.tsx'

const gap = 12

/** All pictures of a job side by side, as they come. */
export function ContactSheet({ job }: { job: JobState }) {
  const ref = useRef<HTMLDivElement>(null)
  const room = useSize(ref)
  const [at, setAt] = useState(0)
  const { count } = job.request
  const columns = Math.ceil(Math.sqrt(count))
  const rows = Math.ceil(count / columns)
  const { width, height } = sizeOf(job)
  const cell = Math.max(
    48,
    Math.min(
      (room.width - gap * (columns - 1)) / columns,
      ((room.height - gap * (rows - 1)) / rows) * (width / height),
    ),
  )
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>) => {
    const to = gridMove(event.key, at, count, columns)
    if (to === null) return
    event.preventDefault()
    setAt(to)
    event.currentTarget.querySelectorAll<HTMLElement>('.sheet-cell')[to]?.focus()
  }
  return (
    <div className="sheet">
      <div ref={ref} className="sheet-room">
        {room.width > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a set of pictures that arrows move in
          <div
            className="sheet-grid"
            role="group"
            aria-label={isUpscale(job) ? t.upscale.sheet(count) : t.stage.sheet(count)}
            style={{ gridTemplateColumns: `repeat(${columns}, ${Math.floor(cell)}px)`, gap }}
            onKeyDown={onKeyDown}
          >
            {Array.from({ length: count }, (_, image) => (
              <SheetCell
                key={image}
                job={job}
                image={image}
                ratio={width / height}
                tabIndex={image === at ? 0 : -1}
                onFocus={() => setAt(image)}
                onOpen={picture => openPicture(picture)}
              />
            ))}
          </div>
        )}
      </div>
      <div className="sheet-foot">
        {isOpen(job) ? (
          <JobLine job={job} />
        ) : job.state === 'failed' ? (
          <>
            <span role="alert">{job.error ? sentenceOf(job.error) : t.stage.failed}</span>
            <Button onClick={() => retryJob(job.id)}>{t.retry}</Button>
          </>
        ) : (
          <span>
            {job.state === 'cancelled' ? t.stage.cancelledAfter(job.pictures.length) : t.stage.open}
          </span>
        )}
      </div>
    </div>
  )
}
