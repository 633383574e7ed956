import type { JobState } from '#shared/studio/jobs.ts'
import type { Size } from '../lib/zoom.ts'
import { modelById } from '../stores/models.ts'

/** In pixels, of each picture that a job draws. */
export function sizeOf({ request: { generation, model } }: JobState): Size {
  const defaults = modelById(model)?.defaults
  return {
    width: generation.width ?? defaults?.width ?? 1,
    height: generation.height ?? defaults?.height ?? 1,
  }
}
