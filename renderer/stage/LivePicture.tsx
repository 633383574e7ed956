import { useRef } from 'react'
import type { JobState } from '#shared/studio/jobs.ts'
import { imageUrl } from '../api.ts'
import { fitScale } from '../lib/zoom.ts'
import { originalOf } from '../queue/job-name.ts'
import { useDetail } from '../stores/details.ts'
import { usePreview } from '../stores/previews.ts'
import { t } from '../strings.ts'
import { useSize } from '../ui/use-size.ts'
import { JobLine } from './JobLine.tsx'
import { sizeOf } from './live-size.ts'

/** Noise becoming a picture: what the model expects of it after each step; or the picture that is made larger. */
export function LivePicture({ job }: { job: JobState }) {
  const preview = usePreview(job.id, 0)
  const frame = useRef<HTMLDivElement>(null)
  const room = useSize(frame)
  const original = originalOf(job, 0)
  const size = useDetail(original) ?? sizeOf(job)
  const scale = room.width ? fitScale(size, room) : 0
  return (
    <>
      <div ref={frame} className="viewer" data-fit="true">
        {scale > 0 && (
          <div className="live-frame" style={{ width: size.width * scale, height: size.height * scale }}>
            {original ? (
              <img src={imageUrl(original)} alt={t.upscale.running(1)} draggable={false} />
            ) : preview ? (
              <img src={preview} alt={t.stage.prediction} draggable={false} />
            ) : (
              <div className="noise" aria-hidden />
            )}
          </div>
        )}
      </div>
      <div className="picture-bar live-bar">
        <JobLine job={job} />
      </div>
    </>
  )
}
