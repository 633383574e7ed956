import type { JobId, JobState, QueuedRequest } from '#shared/studio/jobs.ts'

/** The whole queue as a value: the running job first, then what waits in its order, then what has ended. */
export type Queue = { readonly jobs: readonly JobState[]; readonly paused: boolean }

export const emptyQueue: Queue = { jobs: [], paused: false }

export const isEnded = ({ state }: JobState): boolean => state !== 'waiting' && state !== 'running'
const ofState = (queue: Queue, state: JobState['state']) => queue.jobs.filter(job => job.state === state)

export const waiting = (queue: Queue): JobState[] => ofState(queue, 'waiting')
const ended = (queue: Queue) => queue.jobs.filter(isEnded)

const inOrder = (queue: Queue, wait: readonly JobState[]): Queue => ({
  ...queue,
  jobs: [...ofState(queue, 'running'), ...wait, ...ended(queue)],
})

export const newJob = <R extends QueuedRequest>(id: JobId, request: R, added: number): JobState<R> => ({
  id,
  request,
  added,
  state: 'waiting',
  pictures: [],
  step: 0,
  steps: 0,
  msLeft: null,
  error: null,
  warnings: [],
})

export const addJobs = (queue: Queue, jobs: readonly JobState[], front: boolean): Queue =>
  inOrder(queue, front ? [...jobs, ...waiting(queue)] : [...waiting(queue), ...jobs])

/** To a place among those that wait, counted from 0; past the end is the end. A job that does not wait stays. */
export function moveJob(queue: Queue, id: JobId, to: number): Queue {
  const job = waiting(queue).find(candidate => candidate.id === id)
  if (!job) return queue
  const others = waiting(queue).filter(other => other !== job)
  return inOrder(queue, [...others.slice(0, to), job, ...others.slice(to)])
}

/** Changes one job and puts it where its state belongs; one that ends goes before those that ended earlier. */
export function updateJob(queue: Queue, id: JobId, change: Partial<JobState>): Queue {
  const job = queue.jobs.find(candidate => candidate.id === id)
  if (!job) return queue
  const after = { ...job, ...change }
  if (after.state === job.state)
    return { ...queue, jobs: queue.jobs.map(other => (other === job ? after : other)) }
  const others: Queue = { ...queue, jobs: queue.jobs.filter(other => other !== job) }
  const jobs = {
    running: () => [after, ...others.jobs],
    // What goes back to waiting goes to the front: its turn had come.
    waiting: () => inOrder(others, [after, ...waiting(others)]).jobs,
    ended: () => [...ofState(others, 'running'), ...waiting(others), after, ...ended(others)],
  }
  const place = after.state === 'running' || after.state === 'waiting' ? after.state : 'ended'
  return { ...queue, jobs: jobs[place]() }
}

/** What waits ends as cancelled; without ids, all of it. What runs is its runner's to end. */
export function cancelWaiting(queue: Queue, ids?: readonly JobId[]): Queue {
  const chosen = ids && new Set(ids)
  const going = waiting(queue).filter(({ id }) => !chosen || chosen.has(id))
  const gone = new Set(going)
  return {
    ...queue,
    jobs: [
      ...ofState(queue, 'running'),
      ...waiting(queue).filter(job => !gone.has(job)),
      ...going.map(job => ({ ...job, state: 'cancelled' as const, msLeft: null })),
      ...ended(queue),
    ],
  }
}

/** Once more what failed or was cancelled, after everything that waits; the pictures it has are kept. */
export function retryJob(queue: Queue, id: JobId): Queue {
  const job = queue.jobs.find(candidate => candidate.id === id)
  if (!job || (job.state !== 'failed' && job.state !== 'cancelled')) return queue
  if (job.pictures.length >= job.request.count) return updateJob(queue, id, { state: 'done', error: null })
  const again: JobState = {
    ...job,
    state: 'waiting',
    step: 0,
    steps: 0,
    msLeft: null,
    error: null,
    warnings: [],
  }
  return addJobs({ ...queue, jobs: queue.jobs.filter(other => other !== job) }, [again], false)
}

export const clearEnded = (queue: Queue): Queue => ({
  ...queue,
  jobs: queue.jobs.filter(job => !isEnded(job)),
})
