import type { JobState, JobsEvent } from '#shared/studio/jobs.ts'
import { openPage, type Page } from '../main/server/served-child.ts'
import { until } from '../main/studio/scratch.ts'

export type QueuePage = Page & {
  events: JobsEvent[]
  /** The queue as it was told last. */
  jobs(): readonly JobState[]
  /** Adds jobs of the shipped model, one picture each, by steps and seed; gives their ids. */
  add(...wanted: { steps: number; seed: number }[]): Promise<string[]>
  /** How these jobs ended, once they have, in this order. */
  ended(ids: readonly string[], ms?: number): Promise<JobState[]>
  /** Until a picture is so far that there is something to interrupt. */
  drawing(steps: number): Promise<unknown>
}

/** A page that watches the queue. */
export async function openQueuePage(url: string): Promise<QueuePage> {
  const page = await openPage(url)
  const events: JobsEvent[] = []
  let queue: readonly JobState[] = []
  page
    .call('jobs.watch', undefined, {
      onEvent: event => {
        if (event.kind === 'preview') return
        events.push(event)
        if (event.kind === 'queue') queue = event.jobs
      },
    })
    .catch(() => {})
  return {
    ...page,
    events,
    jobs: () => queue,
    async add(...wanted) {
      const jobs = wanted.map(({ steps, seed }) => ({
        model: 'picturebook',
        generation: { prompt: 'a red bird', seed: String(seed), steps, guidance: 1 },
      }))
      return (await page.call('jobs.add', { jobs })).ids
    },
    ended: (ids, ms = 120_000) =>
      until(() => {
        const mine = ids.map(id => queue.find(job => job.id === id))
        return mine.every(job => job && /done|failed|cancelled/.test(job.state)) ? (mine as JobState[]) : null
      }, ms),
    drawing: steps =>
      until(
        () => events.find(event => event.kind === 'progress' && event.steps === steps && event.step > 1),
        60_000,
      ),
  }
}
