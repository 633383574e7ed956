import { isDrawn, type JobState } from '#shared/studio/jobs.ts'
import type { Size } from '../lib/zoom.ts'
import { modelById } from '../stores/models.ts'

/** In pixels, of each picture that a job draws; square where they are of any form. */
export function sizeOf(job: JobState): Size {
  if (!isDrawn(job)) return { width: 1, height: 1 }
  const { generation, model } = job.request
  const defaults = modelById(model)?.defaults
  return {
    width: generation.width ?? defaults?.width ?? 1,
    height: generation.height ?? defaults?.height ?? 1,
  }
}
