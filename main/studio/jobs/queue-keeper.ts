import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { JobState } from '#shared/studio/jobs.ts'
import { latestWriter } from '../files/latest-writer.ts'
import { libraryKey } from '../library/open-library.ts'
import type { Queue } from './queue.ts'
import { queueText, readQueue } from './queue-file.ts'

/** A library, and whether it is this process that may change it. */
export type Owner = { folder: string; ours: boolean }
export type QueueKeeper = Awaited<ReturnType<typeof queueKeeper>>

/** So long may a change wait for the next, in ms. */
const delayMs = 100

/**
 * Keeps the queue on disk, one file per library: a library has one writer, and so has its queue, however many
 * studios run.
 */
export async function queueKeeper(data: string, library: Owner, onProblem: (sentence: string) => void) {
  const fileOf = ({ folder, ours }: Owner) =>
    ours ? join(data, 'queues', `${libraryKey(folder)}.json`) : null
  const writerOf = (to: string | null) => to && latestWriter(to, delayMs, onProblem)
  const read = async (from: string | null) => {
    if (!from) return { jobs: [], paused: false, crashes: 0 }
    const stored = await readQueue(from)
    if (stored.problem) onProblem(stored.problem)
    return stored
  }
  let file = fileOf(library)
  let writer = writerOf(file)
  const { jobs, paused, crashes: before } = await read(file)
  let crashes = before
  return {
    restored: { jobs, paused } satisfies Queue,
    save: (queue: Queue) => {
      if (writer) writer.put(() => queueText(queue, crashes))
    },
    flush: async () => {
      if (writer) await writer.flush()
    },
    /** A job came to an end of its own, or a person asked for more: what went down before does not count. */
    survived() {
      crashes = 0
    },
    /** Another library: its file is written from now on. Gives what was waiting there. */
    async follow(another: Owner, queue: Queue): Promise<JobState[]> {
      const next = fileOf(another)
      if (next === file) return []
      const found = [...(await read(next)).jobs]
      if (writer) await writer.flush()
      const old = file
      file = next
      writer = writerOf(next)
      if (writer) {
        writer.put(() => queueText({ ...queue, jobs: [...queue.jobs, ...found] }, crashes))
        await writer.flush()
        // Only now, when what waits is safe elsewhere.
        if (old) await rm(old, { force: true })
      }
      return found
    },
  }
}
