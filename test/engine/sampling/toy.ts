import { normalSources } from '#engine/random/normal.ts'
import { brownian } from '#engine/sampling/brownian.ts'
import type { Denoise, SampleOptions } from '#engine/sampling/sampler.ts'
import { samplers } from '#engine/sampling/samplers.ts'
import type { SamplerId } from '#shared/sampler-names.ts'
import { levelsOf, stableDiffusion } from './stable-diffusion.ts'

/** Stable Diffusion's levels, walked down to no noise at all. */
export const sd = levelsOf({ ...stableDiffusion, set_alpha_to_one: true })

/** For data drawn from N(0, 1) this is the best prediction of the clean value there is. */
export const perfect: Denoise = async (x, sigma) => x.map(value => value / (1 + sigma * sigma))
/** A prediction that no solver gets exactly. */
export const bent: Denoise = async (x, sigma) => x.map(value => Math.tanh(value / (1 + sigma)))

/** Runs a row from `start` with seeded noise along one Brownian path. */
export function run(
  id: SamplerId,
  denoise: Denoise,
  start: Float32Array,
  sigmas: number[],
  { levels = sd, seed = 1, ...options }: Partial<SampleOptions> & { seed?: number } = {},
): Promise<Float32Array> {
  const source = normalSources.cpu(seed)
  const noise = brownian(() => source.normal(start.length))
  return samplers[id].run(denoise, start, sigmas, { levels, noise, ...options })
}
