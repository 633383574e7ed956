import type { NoiseLevels } from '../sampling/noise-levels.ts'

/**
 * The first step, from 1, that a refiner draws: the one whose time falls below the share of the trained times that is left
 * to it, as `denoising_end` of diffusers and A1111's switch count it, whatever the schedule. One more than the steps where
 * none does. `sigmas` are those of the steps and the last 0.
 */
export function takeOverStep(levels: NoiseLevels, sigmas: readonly number[], at: number): number {
  const cut = Math.round(levels.timesteps.length * (1 - at))
  const steps = sigmas.slice(0, -1)
  const first = steps.findIndex(sigma => levels.timestepOf(sigma) < cut - 1e-6)
  return first < 0 ? steps.length + 1 : first + 1
}
