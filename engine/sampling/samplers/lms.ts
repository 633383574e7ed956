import { type Latent, type Sampler, stepsOf } from '../sampler.ts'
import { mix, sum } from '../tensor-math.ts'

const order = 4
/** Two-point Gauss-Legendre on [-1, 1]: exact for the cubics that order 4 integrates. */
const gaussNodes = [-1 / Math.sqrt(3), 1 / Math.sqrt(3)]

/** Integral over the step from sigmas[i] to sigmas[i + 1] of the Lagrange basis that is 1 at sigmas[i - j]. */
function weight(sigmas: readonly number[], i: number, j: number, points: number): number {
  const from = sigmas[i]!
  const to = sigmas[i + 1]!
  const basis = (tau: number) => {
    let product = 1
    for (let k = 0; k < points; k++)
      if (k !== j) product *= (tau - sigmas[i - k]!) / (sigmas[i - j]! - sigmas[i - k]!)
    return product
  }
  const half = (to - from) / 2
  return gaussNodes.reduce((total, node) => total + half * basis((from + to) / 2 + half * node), 0)
}

/** Linear multistep (Adams-Bashforth on uneven steps) over the last four slopes. */
export const lms: Sampler = async (denoise, x, sigmas, { onBegin, onStep }) => {
  let slopes: Latent[] = []
  for (const { step, of, sigma } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ step, of, sigma, x, denoised })
    slopes = [mix(1 / sigma, x, -1 / sigma, denoised), ...slopes].slice(0, order)
    const weights = slopes.map((slope, j) => [weight(sigmas, step - 1, j, slopes.length), slope] as const)
    x = sum([[1, x], ...weights])
  }
  return x
}
