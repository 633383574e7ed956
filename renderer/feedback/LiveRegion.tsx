import { useEffect, useState } from 'react'
import { runningJob, shareDone, useJobs } from '../stores/jobs.ts'
import { t } from '../strings.ts'

/** Tells a screen reader how the work goes: at the beginning, at each quarter, at the end. */
export function LiveRegion() {
  const quarter = useJobs(state => {
    const job = runningJob(state)
    return job ? Math.floor(shareDone(job) * 4) * 25 : null
  })
  const last = useJobs(({ jobs }) => {
    const job = jobs.findLast(({ state }) => state === 'done' || state === 'failed' || state === 'cancelled')
    return job ? `${job.id} ${job.state}` : null
  })
  const [text, setText] = useState('')
  useEffect(() => {
    if (quarter !== null) setText(t.live.progress(quarter))
  }, [quarter])
  useEffect(() => {
    const state = last?.split(' ').at(-1)
    if (state === 'done' || state === 'failed' || state === 'cancelled') setText(t.live[state])
  }, [last])
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  )
}
