import { useEffect, useState } from 'react'
import { runningJob, useJobs } from '../stores/jobs.ts'
import { useLive } from '../stores/live.ts'

/** Whether nothing that matters more is going on: no hand on the desk, no picture in work, for `ms` milliseconds. */
export function useIdle(ms = 400): boolean {
  const busy = useJobs(state => runningJob(state) !== undefined)
  const held = useLive(({ phase }) => phase === 'held' || phase === 'drawing')
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    if (busy || held) return setIdle(false)
    const due = setTimeout(() => setIdle(true), ms)
    return () => clearTimeout(due)
  }, [busy, held, ms])
  return idle
}
