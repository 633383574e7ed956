import { type Latent, type Sampler, stepsOf } from '../sampler.ts'
import { mix, scaled, sum } from '../tensor-math.ts'

/** Adams-Bashforth weights, newest output first: Liu et al. 2022, arXiv:2202.09778, eq. 12 and its start-up. */
const adams = [[1], [3 / 2, -1 / 2], [23 / 12, -16 / 12, 5 / 12], [55 / 24, -59 / 24, 37 / 24, -9 / 24]]

/**
 * Pseudo linear multistep without the Runge-Kutta start (PNDM with skip_prk_steps): the first step is taken twice,
 * the second time with the mean of the outputs at both its ends. The model's outputs are averaged as they come,
 * so for a v-predicting model the averages are of v, not of the noise. Ends as `ddim` does.
 */
export const plms: Sampler = async (denoise, x, sigmas, { onBegin, onStep, levels }) => {
  const ofVelocity = levels.predictionType === 'v_prediction'
  const output = (at: Latent, denoised: Latent, sigma: number): Latent => {
    if (!ofVelocity) return mix(1 / sigma, at, -1 / sigma, denoised)
    const root = Math.sqrt(sigma * sigma + 1)
    return mix(1 / (sigma * root), at, -root / sigma, denoised)
  }
  const move = (from: Latent, out: Latent, sigma: number, to: number): Latent => {
    if (!ofVelocity) return mix(1, from, to - sigma, out)
    const square = sigma * sigma + 1
    return mix(1 + ((to - sigma) * sigma) / square, from, (to - sigma) / Math.sqrt(square), out)
  }

  let outputs: Latent[] = []
  for (const { sigma, next, ...at } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ ...at, sigma, x, denoised })
    const to = next > 0 ? next : Math.min(levels.finalSigma, sigma)
    outputs = [output(x, denoised, sigma), ...outputs].slice(0, 4)
    const weights = adams[outputs.length - 1]!
    let combined = sum(outputs.map((out, i) => [weights[i]!, out] as const))
    if (outputs.length === 1 && next > 0) {
      const ahead = move(x, combined, sigma, next)
      const there = output(ahead, await denoise(ahead, next), next)
      combined = mix(0.5, combined, 0.5, there)
    }
    x = move(x, combined, sigma, to)
    if (next === 0 && to > 0) x = scaled(levels.inputScale(to), x)
  }
  return x
}
