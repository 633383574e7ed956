import { type Sampler, stepsOf } from '../sampler.ts'
import { mix, sum } from '../tensor-math.ts'

/** Algorithm 2 of Karras et al. 2022, arXiv:2206.00364, second order and without churn; the last step is Euler's. */
export const heun: Sampler = async (denoise, x, sigmas, { onBegin, onStep }) => {
  for (const { sigma, next, ...at } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ ...at, sigma, x, denoised })
    const euler = mix(next / sigma, x, 1 - next / sigma, denoised)
    if (next === 0) {
      x = euler
      continue
    }
    const again = await denoise(euler, next)
    // x moves along the mean of the slopes (x - denoised) / sigma at both ends
    const half = (next - sigma) / 2
    x = sum([
      [1 + half / sigma, x],
      [-half / sigma, denoised],
      [half / next, euler],
      [-half / next, again],
    ])
  }
  return x
}
