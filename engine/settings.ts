import { settledDice } from '#shared/dice.ts'
import { StudioError } from '#shared/errors.ts'
import type { Generation, Settings } from '#shared/generation.ts'
import type { Defaults } from './model/defaults.ts'

/**
 * Fills what a request leaves out with the model's own defaults. Always in the same order: the record's bytes depend on
 * it. Errors: `invalid-input` for a branch that begins after the last step.
 */
export function resolveSettings(request: Generation, defaults: Defaults): Settings {
  const steps = request.steps ?? defaults.steps
  const branch = request.past.at(-1)
  if (branch && branch.until >= steps)
    throw new StudioError(
      'invalid-input',
      `The picture branches off after step ${branch.until}, but has only ${steps} steps; use more steps, or leave the branch`,
    )
  return resolved(request, { ...defaults, steps })
}

const resolved = (request: Generation, defaults: Defaults): Settings => ({
  prompt: request.prompt,
  negative: request.negative,
  seed: request.seed,
  // The seed of a variation that is not mixed in says nothing about the picture.
  variation: request.variation.strength > 0 ? request.variation : { seed: 0, strength: 0 },
  steps: defaults.steps,
  guidance: request.guidance ?? defaults.guidance,
  sampler: request.sampler ?? defaults.sampler,
  schedule: request.schedule ?? defaults.schedule,
  width: request.width ?? defaults.width,
  height: request.height ?? defaults.height,
  rng: request.rng,
  knobs: request.knobs,
  dice: settledDice(request.dice),
  steer: request.steer.filter(({ amount }) => amount !== 0),
  past: request.past,
  parent: request.parent,
})
