import { type Sampler, stepsOf } from '../sampler.ts'
import { mix, sum } from '../tensor-math.ts'
import { ancestralStep } from './ancestral-step.ts'

/** One midpoint step of `dpm2`: the slope at the geometric mean of both ends carries x all the way. */
async function midpointStep(
  denoise: Parameters<Sampler>[0],
  x: Float32Array,
  denoised: Float32Array,
  sigma: number,
  next: number,
): Promise<Float32Array> {
  const middle = Math.sqrt(sigma * next)
  const half = mix(middle / sigma, x, 1 - middle / sigma, denoised)
  const slope = (next - sigma) / middle
  return sum([
    [1, x],
    [slope, half],
    [-slope, await denoise(half, middle)],
  ])
}

/** DPM-Solver-2, Lu et al. 2022, arXiv:2206.00927, algorithm 1, on the equation of Karras et al. 2022. */
export const dpm2: Sampler = async (denoise, x, sigmas, { onBegin, onStep }) => {
  for (const { sigma, next, ...at } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ ...at, sigma, x, denoised })
    x = next === 0 ? denoised : await midpointStep(denoise, x, denoised, sigma, next)
  }
  return x
}

/** `dpm2` with ancestral noise; eta 1 unless told. */
export const dpm2Ancestral: Sampler = async (denoise, x, sigmas, { noise, onBegin, onStep, eta = 1 }) => {
  for (const { sigma, next, ...at } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ ...at, sigma, x, denoised })
    const { down, up } = ancestralStep(sigma, next, eta)
    x = down === 0 ? denoised : await midpointStep(denoise, x, denoised, sigma, down)
    if (up > 0) x = mix(1, x, up, noise(sigma, next))
  }
  return x
}
