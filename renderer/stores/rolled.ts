import { create } from 'zustand'
import type { Generation } from '#shared/generation.ts'
import type { JobId } from '#shared/studio/jobs.ts'
import type { PictureId } from '#shared/studio/pictures.ts'
import { useJobs } from './jobs.ts'

/** Which job draws which settings in full, of those that were chosen among drafts. */
export const useRolled = create<{ jobs: ReadonlyMap<string, JobId> }>(() => ({ jobs: new Map() }))

const keyOf = (generation: Generation, model: string): string => JSON.stringify([model, generation])

export const rememberRolled = (generation: Generation, model: string, job: JobId): void =>
  useRolled.setState(({ jobs }) => ({ jobs: new Map(jobs).set(keyOf(generation, model), job) }))

/** The job of exactly these settings, as long as the queue remembers it, and its picture once it is drawn. */
export function rolledOf(
  generation: Generation,
  model: string,
): { job: JobId; picture: PictureId | undefined; open: boolean } | null {
  const id = useRolled.getState().jobs.get(keyOf(generation, model))
  const job = useJobs.getState().jobs.find(one => one.id === id)
  if (!job) return null
  const open = job.state === 'waiting' || job.state === 'running'
  return { job: job.id, picture: job.pictures[0], open }
}
