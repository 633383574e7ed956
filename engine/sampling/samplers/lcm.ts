import { type Sampler, stepsOf } from '../sampler.ts'
import { clipped, mix, sum } from '../tensor-math.ts'

/**
 * Multistep sampling of latent consistency models: Luo et al. 2023, arXiv:2310.04378, algorithm 3. Every step jumps
 * to the clean latent and adds fresh noise for the next level. The boundary condition (eq. 9) blends a trace of the
 * variance-preserving sample into the prediction, by the timestep times the config's timestep_scaling.
 */
export const lcm: Sampler = async (denoise, x, sigmas, { noise, onBegin, onStep, levels }) => {
  const dataDeviation = 0.5
  for (const { sigma, next, ...at } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ ...at, sigma, x, denoised })
    const time = levels.timestepOf(sigma) * levels.config.timestepScaling
    const square = time ** 2 + dataDeviation ** 2
    x = sum([
      [time / Math.sqrt(square), clipped(denoised, levels.config.clipRange)],
      [(dataDeviation ** 2 / square) * levels.inputScale(sigma), x],
    ])
    if (next > 0) x = mix(1, x, next, noise(sigma, next))
  }
  return x
}
