import { runningJob, shareDone, useJobs } from '../stores/jobs.ts'

/** In the taskbar or the tab: how far it is, for whoever looks elsewhere. */
export const watchTitle = (): void => {
  let last = ''
  useJobs.subscribe(state => {
    const job = runningJob(state)
    const title = job ? `${Math.floor(shareDone(job) * 20) * 5} % · Reroll` : 'Reroll'
    if (title !== last) document.title = title
    last = title
  })
}
