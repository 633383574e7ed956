import { type Sampler, stepsOf } from '../sampler.ts'
import { mix } from '../tensor-math.ts'
import { ancestralStep } from './ancestral-step.ts'

/** DPM-Solver++(2S), Lu et al. 2022, arXiv:2211.01095, algorithm 1, with ancestral noise; eta 1 unless told. */
export const dpmpp2sAncestral: Sampler = async (denoise, x, sigmas, { noise, onBegin, onStep, eta = 1 }) => {
  for (const { sigma, next, ...at } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ ...at, sigma, x, denoised })
    const { down, up } = ancestralStep(sigma, next, eta)
    if (down === 0) {
      x = denoised
    } else {
      const middle = Math.sqrt(sigma * down)
      const half = mix(middle / sigma, x, 1 - middle / sigma, denoised)
      x = mix(down / sigma, x, 1 - down / sigma, await denoise(half, middle))
    }
    if (up > 0) x = mix(1, x, up, noise(sigma, next))
  }
  return x
}
