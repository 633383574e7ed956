import { isUpscale } from '#shared/studio/jobs.ts'
import { sentenceOf } from '../errors.ts'
import { jobName } from '../queue/job-name.ts'
import { retryJob, useJobs } from '../stores/jobs.ts'
import { toast } from '../stores/toasts.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'

/** A job that fails out of sight says so; the one on the stage speaks for itself. */
export const watchFailures = (): void =>
  void useJobs.subscribe(({ jobs, loaded }, before) => {
    if (jobs === before.jobs || !loaded || !before.loaded) return
    for (const each of jobs) {
      const { id, state, error } = each
      const was = before.jobs.find(job => job.id === id)?.state
      if (state !== 'failed' || !was || was === 'failed') continue
      const { page, show, job } = useView.getState()
      if (page === 'stage' && show === 'live' && job === id) continue
      const why = error ? sentenceOf(error) : ''
      toast(`${isUpscale(each) ? `${t.upscale.failed}.` : t.queue.failedOf(jobName(each))} ${why}`, {
        tone: 'error',
        action: { label: t.retry, run: () => retryJob(id) },
      })
    }
  })
