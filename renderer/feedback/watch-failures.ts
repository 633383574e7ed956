import { sentenceOf } from '../errors.ts'
import { retryJob, useJobs } from '../stores/jobs.ts'
import { toast } from '../stores/toasts.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'

/** A job that fails out of sight says so; the one on the stage speaks for itself. */
export const watchFailures = (): void =>
  void useJobs.subscribe(({ jobs, loaded }, before) => {
    if (jobs === before.jobs || !loaded || !before.loaded) return
    for (const { id, state, error, request } of jobs) {
      const was = before.jobs.find(job => job.id === id)?.state
      if (state !== 'failed' || !was || was === 'failed') continue
      const { page, show, job } = useView.getState()
      if (page === 'stage' && show === 'live' && job === id) continue
      const why = error ? sentenceOf(error) : ''
      toast(`${t.queue.failedOf(request.generation.prompt || t.stage.untitled)} ${why}`, {
        tone: 'error',
        action: { label: t.retry, run: () => retryJob(id) },
      })
    }
  })
