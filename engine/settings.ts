import type { Generation, Settings } from '#shared/generation.ts'
import type { Defaults } from './model/defaults.ts'

/** Fills what a request leaves out with the model's own defaults. */
export const resolveSettings = (request: Generation, defaults: Defaults): Settings => ({
  ...request,
  steps: request.steps ?? defaults.steps,
  guidance: request.guidance ?? defaults.guidance,
  sampler: request.sampler ?? defaults.sampler,
  schedule: request.schedule ?? defaults.schedule,
  width: request.width ?? defaults.width,
  height: request.height ?? defaults.height,
})
