import { type Sampler, stepsOf } from '../sampler.ts'
import { mix } from '../tensor-math.ts'
import { ancestralStep } from './ancestral-step.ts'

/** Algorithm 2 of Karras et al. 2022, arXiv:2206.00364, first order and without churn. */
export const euler: Sampler = async (denoise, x, sigmas, { onBegin, onStep }) => {
  for (const { sigma, next, ...at } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ ...at, sigma, x, denoised })
    x = mix(next / sigma, x, 1 - next / sigma, denoised)
  }
  return x
}

/** Euler steps that go a little too far and put fresh noise back; eta 1 unless told. */
export const eulerAncestral: Sampler = async (denoise, x, sigmas, { noise, onBegin, onStep, eta = 1 }) => {
  for (const { sigma, next, ...at } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ ...at, sigma, x, denoised })
    const { down, up } = ancestralStep(sigma, next, eta)
    x = mix(down / sigma, x, 1 - down / sigma, denoised)
    if (up > 0) x = mix(1, x, up, noise(sigma, next))
  }
  return x
}
