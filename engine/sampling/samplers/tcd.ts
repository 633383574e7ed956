import { type Sampler, stepsOf } from '../sampler.ts'
import { mix, scaled } from '../tensor-math.ts'

/**
 * Strategic stochastic sampling of trajectory consistency models: Zheng et al. 2024, arXiv:2402.19159.
 * Every step goes deterministically to the level of timestep (1 - gamma) * next and back up to next with fresh
 * noise. gamma is eta, 0.3 unless told. The last step ends at the lowest trained level, as diffusers does.
 */
export const tcd: Sampler = async (denoise, x, sigmas, { noise, onBegin, onStep, eta = 0.3, levels }) => {
  for (const { sigma, next, ...at } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ ...at, sigma, x, denoised })
    const time = next > 0 ? levels.timestepOf(next) : 0
    // float32 as torch multiplies, since the floor turns a rounding into a whole timestep
    const below = levels.sigmaOf(Math.floor(Math.fround(Math.fround(1 - eta) * time)))
    const down = next > 0 ? (eta > 0 ? Math.min(below, next) : next) : Math.min(levels.sigmaMin, sigma)
    x = mix(down / sigma, x, 1 - down / sigma, denoised)
    if (next === 0) x = scaled(levels.inputScale(down), x)
    else if (down < next) x = mix(1, x, Math.sqrt(next ** 2 - down ** 2), noise(sigma, next))
  }
  return x
}
