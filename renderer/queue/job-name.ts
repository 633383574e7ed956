import { isDrawn, isUpscale, type JobState } from '#shared/studio/jobs.ts'
import { t } from '../strings.ts'

/** What a person calls a job: its words, or what is done to which pictures. */
export const jobName = (job: JobState): string =>
  isUpscale(job)
    ? t.upscale.job(job.request.upscale.upscaler)
    : (isDrawn(job) && job.request.generation.prompt) || t.stage.untitled

/** Whatever a job is about to do next, as it was before; null where it is drawn from nothing. */
export const originalOf = (job: JobState, image: number): string | null =>
  isUpscale(job) ? (job.request.upscale.pictures[image] ?? null) : null
