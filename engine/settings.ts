import { settledDice } from '#shared/dice.ts'
import { StudioError } from '#shared/errors.ts'
import type { Generation, Settings } from '#shared/generation.ts'
import { actingLoras } from '#shared/loras.ts'
import { settledReading } from '#shared/prompt/settled-reading.ts'
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
  return settledReading(settled(resolved(request, { ...defaults, steps })))
}

const resolved = (request: Generation, defaults: Defaults): Settings => ({
  prompt: request.prompt,
  negative: request.negative,
  seed: request.seed,
  variation: request.variation,
  steps: defaults.steps,
  guidance: request.guidance ?? defaults.guidance,
  sampler: request.sampler ?? defaults.sampler,
  schedule: request.schedule ?? defaults.schedule,
  width: request.width ?? defaults.width,
  height: request.height ?? defaults.height,
  rng: request.rng,
  vae: request.vae,
  reading: request.reading,
  knobs: request.knobs,
  dice: request.dice,
  steer: request.steer,
  conditions: request.conditions,
  loras: actingLoras(request.loras),
  refiner: request.refiner,
  past: request.past.map(settled),
  parent: request.parent,
})

type Some = { [K in 'variation' | 'dice' | 'steer']?: Settings[K] | undefined }

/** Without what says nothing about the picture: two that mean the same are then the same. */
const settled = <T extends Some>(some: T): T => ({
  ...some,
  // The seed of a variation that is not mixed in.
  ...(some.variation?.strength === 0 && { variation: { seed: 0, strength: 0 } }),
  ...(some.dice && { dice: settledDice(some.dice) }),
  ...(some.steer && { steer: some.steer.filter(({ amount }) => amount !== 0) }),
})
