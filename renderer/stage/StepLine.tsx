import type { JobState } from '#shared/studio/jobs.ts'
import { duration } from '../lib/time.ts'
import { shareDone, useJobs } from '../stores/jobs.ts'
import { t } from '../strings.ts'
import { Progress } from '../ui/Progress.tsx'

/** Which step, how long still. */
export function StepLine({ job }: { job: JobState }) {
  const stage = useJobs(state => (job.state === 'running' ? state.stage : null))
  const paused = useJobs(state => state.paused)
  const waiting = job.state === 'waiting'
  const text = waiting
    ? paused
      ? t.queue.paused
      : t.queue.waiting
    : job.step > 0
      ? t.stage.step(job.step, job.steps)
      : t.stage.stages[stage ?? 'start']
  return (
    <div className="step-line">
      <Progress share={waiting ? 0 : job.step > 0 ? shareDone(job) : null} label={t.stage.progress} />
      <span>{text}</span>
      <span className="step-left">
        {job.msLeft !== null && !waiting && t.stage.left(duration(job.msLeft))}
      </span>
    </div>
  )
}
