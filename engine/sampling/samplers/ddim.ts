import { type Sampler, stepsOf } from '../sampler.ts'
import { clipped, mix, scaled, sum } from '../tensor-math.ts'
import { ancestralStep } from './ancestral-step.ts'

/**
 * Song et al. 2020, arXiv:2010.02502, eq. 12 and 16; eta 0 unless told. The last step stops at `levels.finalSigma`
 * and hands over the variance-preserving latent there, as diffusers does; a clipped prediction keeps the unclipped
 * noise. Between these ends, at eta 0, it is Euler's method.
 */
export const ddim: Sampler = async (denoise, x, sigmas, { noise, onBegin, onStep, eta = 0, levels }) => {
  for (const { sigma, next, ...at } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ ...at, sigma, x, denoised })
    const to = next > 0 ? next : Math.min(levels.finalSigma, sigma)
    const { down, up } = ancestralStep(sigma, to, eta)
    x = sum([
      [1, clipped(denoised, levels.config.clipRange)],
      [down / sigma, x],
      [-down / sigma, denoised],
    ])
    if (up > 0) x = mix(1, x, up, noise(sigma, next))
    if (next === 0 && to > 0) x = scaled(levels.inputScale(to), x)
  }
  return x
}
