import { useEffect, useState } from 'react'
import { isUpscale, type JobState } from '#shared/studio/jobs.ts'
import { isOpen, runningJob, shareDone, useJobs } from '../stores/jobs.ts'
import { t } from '../strings.ts'

const wordsOf = (job: JobState) => (isUpscale(job) ? t.upscale.live : t.live)

function endOf(job: JobState): string {
  const { state } = job
  return state === 'done' || state === 'failed' || state === 'cancelled' ? wordsOf(job)[state] : ''
}

/** Tells a screen reader how the work goes: at the beginning, at each quarter, at the end. */
export function LiveRegion() {
  const progress = useJobs(state => {
    const job = runningJob(state)
    return job ? wordsOf(job).progress(Math.floor(shareDone(job) * 4) * 25) : null
  })
  const last = useJobs(({ jobs }) => {
    const job = jobs.findLast(one => !isOpen(one))
    return job ? `${job.id}\n${endOf(job)}` : null
  })
  const [text, setText] = useState('')
  useEffect(() => {
    if (progress !== null) setText(progress)
  }, [progress])
  useEffect(() => {
    const end = last?.split('\n').at(-1)
    if (end) setText(end)
  }, [last])
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  )
}
