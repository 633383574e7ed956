import type { JobState } from '#shared/studio/jobs.ts'
import { cancelJobs, pauseJobs, useJobs } from '../stores/jobs.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { StepLine } from './StepLine.tsx'

/** How far a job is, and what can be done about it: a queue that paused itself is resumed right here. */
export function JobLine({ job }: { job: JobState }) {
  const held = useJobs(state => state.paused) && job.state === 'waiting'
  return (
    <>
      <StepLine job={job} />
      {held && <Button onClick={() => pauseJobs(false)}>{t.queue.resume}</Button>}
      <Button look="quiet" onClick={() => cancelJobs([job.id])}>
        {t.cancel}
      </Button>
    </>
  )
}
