import { create } from 'zustand'
import type { LoadProgress } from '#shared/engine-contract.ts'
import type { JobId, JobState, JobsEvent } from '#shared/studio/jobs.ts'
import { call, watch } from '../api.ts'
import { clearPreview, showPreview } from './previews.ts'
import { explain } from './toasts.ts'

type Stage = Extract<JobsEvent, { kind: 'stage' }>['stage']
type State = {
  jobs: JobState[]
  paused: boolean
  loaded: boolean
  /** What the running job is at, and in which of its pictures. */
  stage: Stage | null
  image: number
  /** How far the opening of its model is; null when it is open. */
  loading: LoadProgress | null
}

export const useJobs = create<State>(() => ({
  jobs: [],
  paused: false,
  loaded: false,
  stage: null,
  image: 0,
  loading: null,
}))

const change = (id: JobId, by: (job: JobState) => JobState) =>
  useJobs.setState(({ jobs }) => ({ jobs: jobs.map(job => (job.id === id ? by(job) : job)) }))

const handle: { [K in JobsEvent['kind']]: (event: Extract<JobsEvent, { kind: K }>) => void } = {
  queue: ({ jobs, paused }) => {
    useJobs.setState({ jobs, paused, loaded: true })
    if (!jobs.some(job => job.state === 'running')) useJobs.setState({ stage: null, image: 0, loading: null })
  },
  progress: ({ id, image, step, steps, msLeft }) => {
    change(id, job => ({ ...job, step, steps, msLeft }))
    useJobs.setState({ image })
  },
  stage: ({ stage }) => useJobs.setState({ stage, loading: null }),
  loading: ({ kind: _, id: __, ...loading }) =>
    useJobs.setState({ stage: loading.doing === 'warm' ? 'warm' : 'load', loading }),
  preview: ({ id, image, png }) => showPreview(id, image, png),
  picture: ({ id, image, picture }) => {
    change(id, job => ({ ...job, pictures: Object.assign([...job.pictures], { [image]: picture }) }))
    useJobs.setState({ image: image + 1 })
    clearPreview(id, image)
  },
}

watch('jobs.watch', event => handle[event.kind](event as never))

/** Newest first. */
export const byAge = (a: JobState, b: JobState): number => b.added - a.added
export const isOpen = ({ state }: JobState): boolean => state === 'waiting' || state === 'running'
export const runningJob = (state: State): JobState | undefined =>
  state.jobs.find(job => job.state === 'running')

/** Of everything drawn and to be drawn in a job, 0 to 1. */
export const shareDone = ({ pictures, step, steps, request, state }: JobState): number =>
  state === 'done' ? 1 : Math.min(1, (pictures.length + (steps ? step / steps : 0)) / request.count)

export const cancelJobs = (ids?: JobId[]): void => void call('jobs.cancel', { ids }).catch(explain)
export const retryJob = (id: JobId): void => void call('jobs.retry', { id }).catch(explain)
export const clearJobs = (): void => void call('jobs.clear', undefined).catch(explain)
export const pauseJobs = (paused: boolean): void => void call('jobs.pause', { paused }).catch(explain)

/** Shown at once; the host's own order follows. */
export function moveJob(id: JobId, to: number): void {
  useJobs.setState(({ jobs }) => {
    const waiting = jobs.filter(job => job.state === 'waiting' && job.id !== id)
    const moved = jobs.find(job => job.id === id)
    if (moved) waiting.splice(to, 0, moved)
    return { jobs: jobs.map(job => (job.state === 'waiting' ? waiting.shift()! : job)) }
  })
  call('jobs.move', { id, to }).catch(explain)
}

/** Resolves when the queue that was told of holds the job, so that what shows it does not show another one first. */
export const listed = (id: JobId): Promise<void> =>
  new Promise(resolve => {
    const has = () => useJobs.getState().jobs.some(job => job.id === id)
    if (has()) return resolve()
    const stop = useJobs.subscribe(() => has() && done())
    const due = setTimeout(() => done(), 1000)
    const done = () => {
      stop()
      clearTimeout(due)
      resolve()
    }
  })
