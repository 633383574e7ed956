import { linspace } from '../betas.ts'
import { type NoiseLevels, shifted, sigmaOfFlow } from '../noise-levels.ts'
import type { SchedulerConfig, TimestepSpacing } from '../scheduler-config.ts'
import { betaQuantile } from './beta-quantile.ts'

/** numpy's rounding: halves go to the even neighbour. */
function roundHalfEven(value: number): number {
  const low = Math.floor(value)
  if (value - low !== 0.5) return Math.round(value)
  return low % 2 === 0 ? low : low + 1
}

/** Positions among n trained levels, falling, `steps` of them. */
type Spread = (steps: number, n: number, config: SchedulerConfig) => number[]

const range = (n: number) => Array.from({ length: n }, (_, i) => i)
const even: Spread = (steps, n) => linspace(n - 1, 0, steps)

/** Table 2 of Lin et al. 2023, arXiv:2305.08891, with diffusers' rounding. */
const spacings = {
  leading: (steps, n, { stepsOffset }) =>
    range(steps).map(i => (steps - 1 - i) * Math.floor(n / steps) + stepsOffset),
  trailing: (steps, n) => range(steps).map(i => roundHalfEven(n - i * (n / steps)) - 1),
  linspace: even,
} satisfies Record<TimestepSpacing, Spread>

/** The timesteps that LCM and TCD models were distilled on, thinned out evenly: Luo et al. 2023, arXiv:2310.04378. */
const distilled: Spread = (steps, n, { originalSteps }) => {
  const skip = Math.floor(n / originalSteps)
  return range(steps).map(i => (originalSteps - Math.floor((i * originalSteps) / steps)) * skip - 1)
}

/**
 * Two corner cases depart from the programs that the formulas come from, because a picture is wanted in both. One
 * step alone starts at pure noise (diffusers' leading and linspace would start at timestep 0, with no noise to
 * remove). Where rounding makes two steps equal, as with more steps than levels, they are spread evenly instead.
 */
const fromPositions =
  (spread: Spread) =>
  (levels: NoiseLevels, steps: number): number[] => {
    const n = levels.sigmas.length
    const positions = steps === 1 ? [n - 1] : spread(steps, n, levels.config).map(at => Math.min(at, n - 1))
    const falls = positions.every((at, i) => at >= 0 && at < (positions[i - 1] ?? n))
    return [...(falls ? positions : even(steps, n, levels.config)).map(levels.sigmaAt), 0]
  }

/** Between trained levels diffusers interpolates sigma itself, not its logarithm. */
function linearSigmaAt({ sigmas }: NoiseLevels, position: number): number {
  const low = Math.min(Math.floor(position), sigmas.length - 1)
  const high = Math.min(low + 1, sigmas.length - 1)
  return sigmas[low]! + (position - low) * (sigmas[high]! - sigmas[low]!)
}

/** FlowMatchEulerDiscreteScheduler: even from 1 to the lowest trained level, which is thereby shifted twice. */
function flowNormal({ config }: NoiseLevels, steps: number): number[] {
  const lowest = shifted(1 / config.trainTimesteps, config.shift)
  return [...linspace(1, lowest, steps).map(s => sigmaOfFlow(shifted(s, config.shift))), 0]
}

/** The schedule that the model's own config asks for: its spacing, offset or distilled timesteps. */
export function normal(levels: NoiseLevels, steps: number): number[] {
  const { config, flow, sigmas } = levels
  if (flow) return flowNormal(levels, steps)
  if (config.distilled && steps <= config.originalSteps && config.originalSteps <= sigmas.length)
    return fromPositions(distilled)(levels, steps)
  return fromPositions(spacings[config.spacing])(
    { ...levels, sigmaAt: at => linearSigmaAt(levels, at) },
    steps,
  )
}

/** Even in time, both ends included: k-diffusion's get_sigmas. */
export const uniform = fromPositions(even)

/** Even in time, the low end left out: Stability's generative-models. */
export const sgmUniform = fromPositions((steps, n) => linspace(n - 1, 0, steps + 1).slice(0, steps))

/** Every so many-th trained level counted from the noisy end. */
export const simple = fromPositions((steps, n) => range(steps).map(i => n - 1 - Math.floor((i * n) / steps)))

/** Every so many-th trained level counted from timestep 1: the spacing of the first DDIM program. */
export const ddimUniform = fromPositions((steps, n) =>
  range(steps).map(i => 1 + (steps - 1 - i) * Math.max(Math.floor(n / steps), 1)),
)

/** Quantiles of Beta(0.6, 0.6), dense at both ends: Lee et al. 2024, arXiv:2407.12173. */
export function beta(levels: NoiseLevels, steps: number): number[] {
  const n = levels.sigmas.length
  const positions = range(steps).map(i => betaQuantile(1 - i / steps, 0.6, 0.6) * (n - 1))
  const whole = positions.map(roundHalfEven)
  // with many steps the dense ends round to the same level twice; then none is rounded
  const distinct = new Set(whole).size === whole.length
  return [...(distinct ? whole : positions).map(levels.sigmaAt), 0]
}
