import type { Generation, Settings } from '#shared/generation.ts'
import type { Defaults } from './model/defaults.ts'

/** Fills what a request leaves out with the model's own defaults. Always in the same order: the record's bytes depend on it. */
export const resolveSettings = (request: Generation, defaults: Defaults): Settings => ({
  prompt: request.prompt,
  negative: request.negative,
  seed: request.seed,
  steps: request.steps ?? defaults.steps,
  guidance: request.guidance ?? defaults.guidance,
  sampler: request.sampler ?? defaults.sampler,
  schedule: request.schedule ?? defaults.schedule,
  width: request.width ?? defaults.width,
  height: request.height ?? defaults.height,
  rng: request.rng,
  knobs: request.knobs,
})
