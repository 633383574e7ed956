import { randomUUID } from 'node:crypto'
import { isCancelled, StudioError, toWire } from '#shared/errors.ts'
import type { JobId, JobState, JobsEvent, QueuedRequest } from '#shared/studio/jobs.ts'
import { listeners } from '../listeners.ts'
import {
  addJobs,
  cancelWaiting,
  clearEnded,
  emptyQueue,
  isEnded,
  moveJob,
  newJob,
  type Queue,
  retryJob,
  updateJob,
  waiting,
} from './queue.ts'
import type { JobUpdate } from './run-job.ts'
import { throttle } from './throttle.ts'

export type JobRunner = (
  job: JobState,
  context: { signal: AbortSignal; onUpdate: (update: JobUpdate) => void },
) => Promise<void>

export type JobsOptions = {
  run: JobRunner
  /** The state as it should be after a restart; called on every change that matters then. */
  save: (queue: Queue) => void
  /** Called when a person asks for something to be drawn. */
  onAsked?: () => void
  /** Whether a job could be done at all; while not, jobs wait. */
  mayBegin?: () => boolean
  restored?: Queue
}

export type Jobs = ReturnType<typeof openJobs>

const perSecond10 = 100

/** What would take every job along: the queue waits until a person has put it right. */
const wouldFailAll = (error: unknown) =>
  error instanceof StudioError &&
  (error.code === 'disk-full' || error.code === 'not-writable' || /times in a row/.test(error.message))

/** The queue: one job at a time, in order, whatever becomes of the one before. */
export function openJobs({
  run,
  save,
  onAsked = () => {},
  mayBegin = () => true,
  restored = emptyQueue,
}: JobsOptions) {
  let queue = restored
  let current: { id: JobId; abort: AbortController; ended: Promise<void>; back: boolean } | undefined
  let started = false
  let held = 0
  let closed = false
  const events = listeners<JobsEvent>()
  // A long queue is a long message: the longer, the rarer.
  const whole = throttle<Queue>(
    ({ jobs, paused }) => events.tell({ kind: 'queue', jobs: [...jobs], paused }),
    ({ jobs }) => Math.max(20, jobs.length / 2),
  )

  const change = (next: Queue) => {
    if (next === queue) return
    queue = next
    save(queue)
    whole.push(queue)
    next_()
  }

  /** Begins the next job when none runs. */
  function next_(): void {
    if (!started || held || closed || current || queue.paused || !mayBegin()) return
    const job = waiting(queue)[0]
    if (!job) return
    const abort = new AbortController()
    const mine = { id: job.id, abort, back: false, ended: Promise.resolve() }
    current = mine
    change(updateJob(queue, job.id, { state: 'running', error: null }))
    events.tell({ kind: 'stage', id: job.id, stage: 'start' })
    mine.ended = drive(job, mine)
  }

  async function drive(job: JobState, mine: NonNullable<typeof current>): Promise<void> {
    const listen = follow(job)
    let end: Partial<JobState>
    try {
      await run(job, { signal: mine.abort.signal, onUpdate: listen.update })
      end = { state: 'done', error: null, msLeft: 0 }
    } catch (error) {
      if (mine.back) end = { state: 'waiting', step: 0, steps: 0, msLeft: null }
      else if (isCancelled(error)) end = { state: 'cancelled', msLeft: null }
      else end = { state: 'failed', error: toWire(error), msLeft: null }
      if (end.state === 'failed' && wouldFailAll(error)) queue = { ...queue, paused: true }
    }
    listen.flush()
    current = undefined
    change(updateJob(queue, job.id, end))
    whole.flush()
    next_()
  }

  /** Turns what the engine tells into events, at most ten previews and ten counts of steps a second. */
  function follow({ id, pictures }: JobState) {
    const preview = throttle<JobsEvent>(events.tell, perSecond10)
    const progress = throttle<JobsEvent>(events.tell, perSecond10)
    const set = (part: Partial<JobState>) => {
      queue = updateJob(queue, id, part)
    }
    const drawn = [...pictures]
    let merging = false
    return {
      flush: () => {
        progress.flush()
        preview.flush()
      },
      update: (event: JobUpdate) => {
        if (event.kind === 'step') {
          const { image, step, of: steps, msLeft } = event
          set({ step, steps, msLeft })
          progress.push({ kind: 'progress', id, image, step, steps, msLeft })
        } else if (event.kind === 'loading') {
          const { doing, part, bytes, of, msLeft } = event
          progress.push({ kind: 'loading', id, doing, part, bytes, of, msLeft })
        } else if (event.kind === 'merge') {
          if (!merging) events.tell({ kind: 'stage', id, stage: 'merge' })
          merging = true
          const { image, msLeft } = event
          progress.push({ kind: 'progress', id, image, step: 0, steps: 0, msLeft })
        } else if (event.kind === 'preview') preview.push({ ...event, id })
        else if (event.kind === 'stage') events.tell({ kind: 'stage', id, stage: event.stage })
        else if (event.kind === 'warning') {
          const before = queue.jobs.find(job => job.id === id)?.warnings ?? []
          set({ warnings: [...before, event.message] })
          whole.push(queue)
        } else {
          progress.flush()
          preview.flush()
          drawn.push(event.picture)
          events.tell({ kind: 'picture', id, image: event.image, picture: event.picture })
          change(updateJob(queue, id, { pictures: [...drawn] }))
        }
      },
    }
  }

  const cancelRunning = (ids?: readonly JobId[]) => {
    if (current && (!ids || ids.includes(current.id)))
      current.abort.abort(new StudioError('cancelled', 'Cancelled'))
  }

  return {
    /** Begins to work; until then jobs only wait. */
    start() {
      started = true
      next_()
    },
    queue: () => queue,
    isBusy: () => current !== undefined || (started && !queue.paused && waiting(queue).length > 0),
    add(requests: readonly QueuedRequest[], front: boolean): JobId[] {
      onAsked()
      started = true
      const jobs = requests.map(request => newJob(randomUUID(), request, Date.now()))
      change(addJobs(queue, jobs, front))
      return jobs.map(({ id }) => id)
    },
    /** Jobs of an earlier time, after all the others. */
    adopt: (found: readonly JobState[]) => change(addJobs(queue, found, false)),
    cancel(ids?: readonly JobId[]) {
      change(cancelWaiting(queue, ids))
      cancelRunning(ids)
    },
    move: (id: JobId, to: number) => change(moveJob(queue, id, to)),
    retry(id: JobId) {
      if (!queue.jobs.some(job => job.id === id && isEnded(job)))
        throw new StudioError('invalid-input', 'There is no such job that has ended')
      onAsked()
      started = true
      change(retryJob(queue, id))
    },
    clear: () => change(clearEnded(queue)),
    /** What runs goes on to its end; nothing more is begun. */
    pause(paused: boolean) {
      if (!paused) onAsked()
      change({ ...queue, paused })
      if (!paused) next_()
    },
    watch(listener: (event: JobsEvent) => void): () => void {
      listener({ kind: 'queue', jobs: [...queue.jobs], paused: queue.paused })
      return events.add(listener)
    },
    /** The running job goes back to waiting, with the pictures it has, and nothing is begun while `work` runs. */
    async aside<T>(work: () => Promise<T>): Promise<T> {
      held++
      try {
        await putBack()
        return await work()
      } finally {
        held--
        next_()
      }
    },
    /** Ends within a step; the running job will be there again after a restart. */
    async close(): Promise<void> {
      closed = true
      await putBack()
      save(queue)
    },
  }

  async function putBack(): Promise<void> {
    if (!current) return
    current.back = true
    current.abort.abort(new StudioError('cancelled', 'The studio is closing'))
    await current.ended
  }
}
