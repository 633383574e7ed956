import * as z from 'zod'
import { type JobState, queuedRequest } from '#shared/studio/jobs.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { keepAside, keepCopy, readIfThere } from '../files/keep-aside.ts'
import { isEnded, newJob, type Queue } from './queue.ts'

const stored = z.object({
  format: z.literal(1),
  paused: z.boolean(),
  /** How often in a row the program went down while a job ran. */
  crashes: z.int().min(0).default(0),
  jobs: z.array(
    z.object({
      id: z.string(),
      added: z.number(),
      request: z.unknown(),
      pictures: z.array(z.string()),
      running: z.boolean().default(false),
    }),
  ),
})

/** What had not run to its end; what has ended is not kept. */
export type StoredQueue = Queue & {
  crashes: number
  /** A sentence when the file could not be read. */
  problem: string | null
}

/** So many times may the program go down with a running job before the queue waits for a person. */
const crashesAtMost = 2

export const queueText = ({ jobs, paused }: Queue, crashes: number): string =>
  JSON.stringify({
    format: 1,
    paused,
    crashes,
    jobs: jobs
      .filter(job => !isEnded(job))
      .map(({ id, added, request, pictures, state }) => ({
        id,
        added,
        request,
        pictures,
        running: state === 'running',
      })),
  })

export const writeQueue = (file: string, queue: Queue, crashes: number): Promise<void> =>
  atomicWrite(file, queueText(queue, crashes))

/**
 * The queue of the last run. A job that ran when the program went down waits again, with the pictures it has; after
 * `crashesAtMost` such ends the queue is paused. A file that cannot be understood is kept aside, and a copy of one that
 * holds jobs which cannot be.
 */
export async function readQueue(file: string): Promise<StoredQueue> {
  try {
    const text = await readIfThere(file)
    if (text === null) return { jobs: [], paused: false, crashes: 0, problem: null }
    const { jobs, paused, crashes } = stored.parse(JSON.parse(text))
    const understood = jobs.flatMap(restored)
    const lost = jobs.length - understood.length
    const copy = lost ? await keepCopy(file) : null
    const left = lost
      ? `${lost} of ${jobs.length} waiting jobs could not be read and were left out${copy ? `; a copy of the queue was kept as ${copy}` : ''}`
      : null
    const total = crashes + (jobs.some(({ running }) => running) ? 1 : 0)
    return {
      jobs: understood,
      paused: paused || total >= crashesAtMost,
      crashes: total,
      problem:
        total >= crashesAtMost && !paused
          ? ['The program went down repeatedly while it drew; the queue is paused until you resume it', left]
              .filter(Boolean)
              .join('. ')
          : left,
    }
  } catch {
    const kept = await keepAside(file)
    const problem = `The queue of the last run could not be read${kept ? ` and was kept as ${kept}` : ''}`
    return { jobs: [], paused: false, crashes: 0, problem }
  }
}

/** None when its request is of a format that no longer parses. */
function restored(job: z.output<typeof stored>['jobs'][number]): JobState[] {
  const request = queuedRequest.safeParse(job.request)
  return request.success ? [{ ...newJob(job.id, request.data, job.added), pictures: job.pictures }] : []
}
