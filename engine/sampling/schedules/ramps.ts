import { linspace } from '../betas.ts'
import { flowOfSigma, type NoiseLevels, sigmaOfFlow } from '../noise-levels.ts'

/** n levels from `max` down to `min`, both included; for n = 1 the maximum alone. */
export type Ramp = (n: number, min: number, max: number) => number[]

/** Equal steps of sigma^(1/rho) with rho = 7: Karras et al. 2022, arXiv:2206.00364, eq. 5. */
export const karras: Ramp = (n, min, max) =>
  linspace(max ** (1 / 7), min ** (1 / 7), n).map(root => root ** 7)

/** Equal steps of log sigma. */
export const exponential: Ramp = (n, min, max) => linspace(Math.log(max), Math.log(min), n).map(Math.exp)

/** Steps of log sigma that shrink towards the end (rho > 1); rho 1 is `exponential`. */
export const polyexponential =
  (rho: number): Ramp =>
  (n, min, max) =>
    linspace(1, 0, n).map(share => Math.exp(share ** rho * Math.log(max / min) + Math.log(min)))

/** Equal steps of atan sigma: Sabour et al. 2024, arXiv:2404.14507, optimal for Gaussian data. */
export const klOptimal: Ramp = (n, min, max) => linspace(Math.atan(max), Math.atan(min), n).map(Math.tan)

/** Optimised levels for ten steps: Sabour et al. 2024, arXiv:2404.14507, as A1111 and NVIDIA's page print them. */
const alignedSteps = {
  sd15: [14.615, 6.475, 3.861, 2.697, 1.886, 1.396, 0.963, 0.652, 0.399, 0.152, 0.029],
  sdxl: [14.615, 6.315, 3.771, 2.181, 1.342, 0.862, 0.555, 0.38, 0.234, 0.113, 0.029],
} as const
export type AlignedSteps = keyof typeof alignedSteps

/**
 * Align Your Steps for any n, by linear interpolation of log sigma over the table. For a model whose range is not
 * the table's (its top more than a fifth away) the table is stretched, in log sigma, onto that range.
 */
export const alignYourSteps =
  (name: AlignedSteps): Ramp =>
  (n, min, max) => {
    const logs = alignedSteps[name].map(Math.log)
    const top = logs[0]!
    const bottom = logs.at(-1)!
    const own = Math.abs(Math.log(max) - top) < Math.log(1.2)
    const fit = (log: number) =>
      own ? log : Math.log(min) + ((log - bottom) / (top - bottom)) * Math.log(max / min)
    return linspace(0, logs.length - 1, n).map(at => {
      const low = Math.min(Math.floor(at), logs.length - 2)
      return Math.exp(fit(logs[low]! + (at - low) * (logs[low + 1]! - logs[low]!)))
    })
  }

/**
 * The ramp over a model's range, 0 appended. On a flow model it runs over s in (0, 1], which is what its own
 * programs call sigma: over our sigma, whose end stands for infinity, most steps would go to pure noise.
 */
export const overRange =
  (ramp: Ramp) =>
  ({ flow, sigmaMin, sigmaMax }: NoiseLevels, steps: number): number[] => {
    const sigmas = flow
      ? ramp(steps, flowOfSigma(sigmaMin), flowOfSigma(sigmaMax)).map(sigmaOfFlow)
      : ramp(steps, sigmaMin, sigmaMax)
    return [...sigmas, 0]
  }
