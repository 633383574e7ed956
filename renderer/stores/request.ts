import { type Generation, limits } from '#shared/generation.ts'
import { settledReading } from '#shared/prompt/settled-reading.ts'
import { randomSeed, type Seed, seedAfter } from '#shared/seed.ts'
import type { JobRequest } from '#shared/studio/jobs.ts'
import type { ModelCard } from '#shared/studio/models.ts'
import { asChild, branchObstacles } from './child.ts'
import { type Desk, setDesk, useDesk } from './desk.ts'
import { modelById, useModels } from './models.ts'

const most = 1n << 64n

/** A whole number that torch takes as a seed, or null. */
export function seedOf(text: string): Seed | null {
  const digits = text.trim()
  return /^\d{1,20}$/.test(digits) && BigInt(digits) < most ? seedAfter(digits, 0) : null
}

export const stepSeed = (by: 1 | -1): void => {
  const seed = seedOf(useDesk.getState().seed)
  if (seed !== null) setDesk({ seed: String(seedAfter(seed, by)), locked: true })
}

export const newSeed = (): void => setDesk({ seed: String(randomSeed()), locked: false })

/** What keeps a roll from being made; null when nothing does. */
export function obstacle(
  desk: Desk,
  model: ModelCard | undefined,
): 'loading' | 'noModel' | 'broken' | 'seed' | 'length' | 'branch' | null {
  if (!model) return useModels.getState().state === 'loading' ? 'loading' : 'noModel'
  if (model.problem) return 'broken'
  if (seedOf(desk.seed) === null) return 'seed'
  if (Math.max(desk.prompt.length, desk.negative.length) > limits.promptCharacters) return 'length'
  if (branchObstacles(desk, model.defaults).length) return 'branch'
  return null
}

/**
 * The desk as a request; only what was given is said, the rest is the model's to fill in. What branches off from a
 * picture says all that it shares with it.
 */
export function requestOf(desk: Desk, seed: Seed, model: string): JobRequest {
  const { prompt, negative, rng, reading, knobs, dice, steer, conditions, loras, past, given } = desk
  const { refiner, around, count } = desk
  const generation: Generation = {
    prompt,
    negative,
    seed,
    rng,
    vae: 'full',
    reading,
    knobs,
    dice,
    // What is turned to nothing says nothing.
    steer: steer.filter(({ amount }) => amount !== 0),
    conditions,
    // One that is chosen waits for a model that takes it.
    refiner: modelById(model)?.refining === 'takes' ? refiner : null,
    loras: loras.filter(one => one.strength !== 0 || one.clipStrength),
    past,
    parent: null,
    variation: around ? { seed: around.seed, strength: around.strength } : { seed: 0, strength: 0 },
    ...(given as Partial<Generation>),
  }
  const settled = settledReading(generation)
  return { model, generation: asChild(settled, desk, modelById(model)?.defaults), count }
}
