import { CircleSlash, TriangleAlert } from 'lucide-react'
import { useRef } from 'react'
import type { JobState } from '#shared/studio/jobs.ts'
import { sentenceOf } from '../errors.ts'
import { fitScale } from '../lib/zoom.ts'
import { cancelJobs, retryJob } from '../stores/jobs.ts'
import { usePreview } from '../stores/previews.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useSize } from '../ui/use-size.ts'
import { sizeOf } from './live-size.ts'
import { StepLine } from './StepLine.tsx'

/** Noise becoming a picture: what the model expects of it after each step. */
export function LivePicture({ job, onLeave }: { job: JobState; onLeave: () => void }) {
  const preview = usePreview(job.id, 0)
  const frame = useRef<HTMLDivElement>(null)
  const room = useSize(frame)
  const size = sizeOf(job)
  if (job.state === 'failed')
    return (
      <Notice
        icon={TriangleAlert}
        tone="error"
        title={t.stage.failed}
        text={job.error ? sentenceOf(job.error) : undefined}
      >
        <Button look="accent" onClick={() => retryJob(job.id)}>
          {t.retry}
        </Button>
        <Button onClick={onLeave}>{t.stage.back}</Button>
      </Notice>
    )
  if (job.state === 'cancelled')
    return (
      <Notice icon={CircleSlash} title={t.stage.cancelled}>
        <Button onClick={() => retryJob(job.id)}>{t.stage.again}</Button>
        <Button look="quiet" onClick={onLeave}>
          {t.stage.back}
        </Button>
      </Notice>
    )
  const scale = room.width ? fitScale(size, room) : 0
  return (
    <>
      <div ref={frame} className="viewer" data-fit="true">
        {scale > 0 && (
          <div className="live-frame" style={{ width: size.width * scale, height: size.height * scale }}>
            {preview ? (
              <img src={preview} alt={t.stage.prediction} draggable={false} />
            ) : (
              <div className="noise" aria-hidden />
            )}
          </div>
        )}
      </div>
      <div className="picture-bar live-bar">
        <StepLine job={job} />
        <Button look="quiet" onClick={() => cancelJobs([job.id])}>
          {t.cancel}
        </Button>
      </div>
    </>
  )
}
