import { GripVertical, RotateCw, X } from 'lucide-react'
import { gridOf, isUpscale, type JobState } from '#shared/studio/jobs.ts'
import { imageUrl } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { duration } from '../lib/time.ts'
import { showGrid } from '../stores/grids.ts'
import { cancelJobs, isOpen, retryJob, shareDone } from '../stores/jobs.ts'
import { usePreview } from '../stores/previews.ts'
import { setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Progress } from '../ui/Progress.tsx'
import { jobName, originalOf } from './job-name.ts'

type Props = { job: JobState; handle?: React.HTMLAttributes<HTMLButtonElement>; dragged?: boolean }

export function JobRow({ job, handle, dragged }: Props) {
  const { id, request, state, pictures, error, warnings } = job
  const preview = usePreview(id, pictures.length)
  const last = pictures.at(-1)
  const original = originalOf(job, pictures.length)
  const shown = last ?? original
  const src = preview ?? (shown && imageUrl(shown, 256))
  const prompt = jobName(job)
  const grid = gridOf(job)
  return (
    <li className="job" data-state={state} data-job={id} data-dragged={dragged}>
      <button
        type="button"
        className="job-open"
        aria-label={t.queue.show(prompt)}
        onClick={() => {
          if (grid) showGrid(grid.id)
          setView(grid ? { page: 'grids' } : { page: 'stage', show: 'live', job: id })
        }}
      >
        {src ? <img src={src} alt="" draggable={false} /> : <span className="job-blank" />}
      </button>
      <div className="job-text">
        <p title={prompt}>{prompt}</p>
        <small>
          {state === 'running' && job.msLeft !== null
            ? t.queue.runningLeft(pictures.length, request.count, duration(job.msLeft))
            : state === 'running' && isUpscale(job)
              ? t.upscale.running(request.count)
              : state === 'waiting' || state === 'running'
                ? t.queue.states[state](request.count)
                : t.queue.states[state](pictures.length, request.count)}
        </small>
        {state === 'running' && <Progress share={shareDone(job)} label={t.queue.progressOf(prompt)} />}
        {error && state === 'failed' && <small className="job-error">{sentenceOf(error)}</small>}
        {warnings.map(warning => (
          <small key={warning}>{warning}</small>
        ))}
      </div>
      <div className="job-ways">
        {(state === 'failed' || state === 'cancelled') && (
          <IconButton icon={RotateCw} label={t.retry} onClick={() => retryJob(id)} />
        )}
        {isOpen(job) && (
          <IconButton icon={X} label={t.queue.cancelOf(prompt)} onClick={() => cancelJobs([id])} />
        )}
        {handle && (
          <button
            type="button"
            className="icon-button grip"
            aria-label={t.queue.move(prompt)}
            title={t.queue.moveHelp}
            {...handle}
          >
            <GripVertical size={16} aria-hidden />
          </button>
        )}
      </div>
    </li>
  )
}
