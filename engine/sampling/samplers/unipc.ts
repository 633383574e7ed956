import { type Latent, type Sampler, stepsOf } from '../sampler.ts'
import { sum } from '../tensor-math.ts'

type Point = { x: Latent; denoised: Latent; sigma: number }

/** The moments b_1 and b_2 of the paper for B(h) = e^h - 1, data prediction: h is negative here. */
function moments(h: number): [number, number] {
  const grown = Math.expm1(h)
  const phi2 = grown / h - 1
  return [phi2 / grown, (2 * (phi2 / h - 0.5)) / grown]
}

/**
 * Weights of the two differences (older prediction, new prediction) in the corrector. Of first order the new one
 * weighs a half; of second order the pair solves the 2 x 2 system of moments.
 */
function correctorWeights(h: number, ratio: number | undefined): [older: number, newer: number] {
  if (ratio === undefined) return [0, 0.5]
  const [b1, b2] = moments(h)
  const older = (b1 - b2) / (1 - ratio)
  return [older, b1 - older]
}

/**
 * From `last` to sigma: x moves to the last prediction, bent by the weighted differences of other
 * predictions to it. An older prediction's weight is divided by its distance in log sigma, in units of this step.
 */
function bend(
  last: Point,
  sigma: number,
  differences: readonly (readonly [weight: number, prediction: Latent])[],
): Latent {
  const gain = 1 - sigma / last.sigma
  const total = differences.reduce((sum, [weight]) => sum + weight, 0)
  return sum([
    [sigma / last.sigma, last.x],
    [gain * (1 - total), last.denoised],
    ...differences.map(([weight, prediction]) => [gain * weight, prediction] as const),
  ])
}

/**
 * UniPC of second order, B2 form, data prediction: Zhao et al. 2023, arXiv:2302.04867, algorithms 1 and 2. Each
 * prediction first corrects the point it was made at (from the point before), then predicts the next one.
 */
export const unipc: Sampler = async (denoise, x, sigmas, { onBegin, onStep }) => {
  let last: Point | undefined
  let older: Point | undefined
  let order = 1
  for (const { sigma, next, ...at } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ ...at, sigma, x, denoised })
    if (last) {
      const h = Math.log(sigma / last.sigma)
      const ratio = older && order === 2 ? Math.log(last.sigma / older.sigma) / -h : undefined
      const [a, b] = correctorWeights(h, ratio)
      const olderTerm = older && ratio !== undefined ? [[a / ratio, older.denoised] as const] : []
      x = bend(last, sigma, [...olderTerm, [b, denoised]])
    }
    older = last
    last = { x, denoised, sigma }
    // the last step is of first order and lands on the prediction
    order = older && next > 0 ? 2 : 1
    const ratio = older && order === 2 ? Math.log(sigma / older.sigma) / Math.log(sigma / next) : undefined
    x = bend(last, next, older && ratio ? [[0.5 / ratio, older.denoised]] : [])
  }
  return x
}
