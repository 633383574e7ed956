import { create } from 'zustand'
import { call, watch, whenOpen } from '../api.ts'
import { useJobs } from './jobs.ts'
import { useSettings } from './settings.ts'
import { toast } from './toasts.ts'

/** Why pictures cannot be kept, in one sentence; null when they can. */
export const useHealth = create<{ library: string | null }>(() => ({ library: null }))

export const checkLibrary = async (): Promise<void> => {
  const { problem } = await call('library.info', undefined)
  useHealth.setState({ library: problem })
}
const check = () => void checkLibrary().catch(() => {})

whenOpen(check)
watch('pictures.watch', ({ kind }) => {
  if (kind === 'reset' || useHealth.getState().library) check()
})
useJobs.subscribe(({ jobs }, before) => {
  const troubles = (list: typeof jobs) =>
    list.filter(({ error }) => error?.code === 'not-writable' || error?.code === 'disk-full').length
  if (jobs !== before.jobs && troubles(jobs) !== troubles(before.jobs)) check()
})
useSettings.subscribe(({ problem }, before) => {
  if (problem && problem !== before.problem) toast(problem, { tone: 'error' })
})
