import { type Sampler, stepsOf } from '../sampler.ts'
import { clipped, mix } from '../tensor-math.ts'

/**
 * Ho et al. 2020, arXiv:2006.11239, eq. 6 and 7 with the smaller variance, between any two noise levels. The
 * posterior mean weighs prediction and sample by next^2 / sigma^2. In exact arithmetic this is ancestral Euler;
 * it starts from variance-preserving noise and honours clip_sample.
 */
export const ddpm: Sampler = async (denoise, x, sigmas, { noise, onBegin, onStep, levels }) => {
  for (const { sigma, next, ...at } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ ...at, sigma, x, denoised })
    const kept = (next * next) / (sigma * sigma)
    x = mix(kept, x, 1 - kept, clipped(denoised, levels.config.clipRange))
    if (next > 0) x = mix(1, x, next * Math.sqrt(1 - kept), noise(sigma, next))
  }
  return x
}
