import { type Latent, type Sampler, stepsOf } from '../sampler.ts'
import { mix } from '../tensor-math.ts'

/** DPM-Solver++(2M), Lu et al. 2022, arXiv:2211.01095, algorithm 2, in the time t = -log sigma. */
export const dpmpp2m: Sampler = async (denoise, x, sigmas, { onBegin, onStep }) => {
  let last: { denoised: Latent; h: number } | undefined
  for (const { sigma, next, ...at } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ ...at, sigma, x, denoised })
    const h = Math.log(sigma / next)
    let target = denoised
    if (last && next > 0) {
      const ratio = h / (2 * last.h)
      target = mix(1 + ratio, denoised, -ratio, last.denoised)
    }
    x = mix(next / sigma, x, 1 - next / sigma, target)
    last = { denoised, h }
  }
  return x
}
