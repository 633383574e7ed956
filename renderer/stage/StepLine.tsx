import { bytes } from '#shared/bytes.ts'
import { isUpscale, type JobState } from '#shared/studio/jobs.ts'
import { duration } from '../lib/time.ts'
import { shareDone, useJobs } from '../stores/jobs.ts'
import { t } from '../strings.ts'
import { Progress } from '../ui/Progress.tsx'
import { useCountdown } from '../ui/use-countdown.ts'

/** Which step, how long still. */
export function StepLine({ job }: { job: JobState }) {
  const stage = useJobs(state => (job.state === 'running' ? state.stage : null))
  const loading = useJobs(state => (job.state === 'running' && state.stage === 'load' ? state.loading : null))
  const loadLeft = useCountdown(loading?.msLeft ?? null)
  const paused = useJobs(state => state.paused)
  const waiting = job.state === 'waiting'
  const text = waiting
    ? paused
      ? t.queue.paused
      : t.queue.waiting
    : job.step > 0
      ? (isUpscale(job) ? t.upscale.tile : t.stage.step)(job.step, job.steps)
      : loading
        ? t.stage[loading.doing === 'open' ? 'opening' : 'loading'](bytes(loading.bytes), bytes(loading.of))
        : isUpscale(job) && stage === 'load'
          ? t.upscale.loading
          : t.stage.stages[stage ?? 'start']
  const share = job.step > 0 ? shareDone(job) : loading ? loading.bytes / loading.of : null
  const msLeft = loading ? loadLeft : job.msLeft
  return (
    <div className="step-line">
      <Progress share={waiting ? 0 : share} label={t.stage.progress} />
      <span>{text}</span>
      <span className="step-left">{msLeft !== null && !waiting && t.stage.left(duration(msLeft))}</span>
    </div>
  )
}
