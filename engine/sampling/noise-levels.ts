import { StudioError } from '#shared/errors.ts'
import { alphaBars } from './betas.ts'
import type { PredictionType, SchedulerConfig } from './scheduler-config.ts'

/**
 * A model's noise levels. Samplers and schedules work in the variance-exploding picture, x = x0 + sigma * noise,
 * whatever the model was trained in; this translates at the model's border.
 */
export type NoiseLevels = {
  config: SchedulerConfig
  predictionType: PredictionType
  /** True for rectified-flow models, trained on (1 - s) * x0 + s * noise, for which sigma = s / (1 - s). */
  flow: boolean
  /** One per trained level, rising; all positive and finite. */
  sigmas: Float64Array
  /** What the model was told at each trained level, in its own time units. */
  timesteps: Float64Array
  sigmaMin: number
  sigmaMax: number
  /** Where DDIM-like samplers stop: 0, or `sigmaMin` when the config says set_alpha_to_one: false. */
  finalSigma: number
  /** The time to tell the model; between trained levels by log sigma, clamped to them. */
  timestepOf(sigma: number): number
  /** The inverse of `timestepOf`. */
  sigmaOf(timestep: number): number
  /** Sigma at a position among the trained levels, 0 to length - 1, fractions allowed. */
  sigmaAt(position: number): number
  /** What x is multiplied with to become the model's input. */
  inputScale(sigma: number): number
  modelInput(x: Float32Array, sigma: number): Float32Array
  /** The clean latent that the model's raw output means for x at this sigma. */
  toDenoised(output: Float32Array, x: Float32Array, sigma: number): Float32Array
}

/** Weights (a, b) such that the clean latent is a * x + b * output, with x in the variance-exploding picture. */
const denoisedWeights = {
  epsilon: sigma => [1, -sigma],
  sample: () => [0, 1],
  // Salimans and Ho 2022, arXiv:2202.00512, appendix D
  v_prediction: sigma => [1 / (sigma * sigma + 1), -sigma / Math.sqrt(sigma * sigma + 1)],
  // the output is noise - x0, so x0 = (x - sigma * output) / (1 + sigma); Liu et al. 2022, arXiv:2209.03003
  flow_prediction: sigma => [1 / (1 + sigma), -sigma / (1 + sigma)],
} satisfies Record<PredictionType, (sigma: number) => [number, number]>

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high)

/** Position of a value among rising ones, by linear interpolation, clamped to the ends. */
function positionIn(rising: Float64Array, value: number): number {
  let low = 0
  let high = rising.length - 1
  if (value <= rising[0]!) return 0
  if (value >= rising[high]!) return high
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (rising[middle]! <= value) low = middle
    else high = middle
  }
  const position = low + (value - rising[low]!) / (rising[high]! - rising[low]!)
  // a trained level is to come out as the whole number that the model saw, not as 750.9999999999999
  return Math.abs(position - Math.round(position)) < 1e-7 ? Math.round(position) : position
}

/** Levels of models that keep the variance: sigma = sqrt((1 - alphaBar) / alphaBar), time = the step's number. */
function preserving(config: SchedulerConfig, betas: NonNullable<SchedulerConfig['betas']>) {
  const sigmas = alphaBars(config, betas).map(bar => Math.sqrt((1 - bar) / bar))
  if (!sigmas.every((sigma, i) => Number.isFinite(sigma) && sigma > (sigmas[i - 1] ?? 0)))
    throw new StudioError('model-broken', 'scheduler_config.json: betas must all lie between 0 and 1')
  const logs = sigmas.map(Math.log)
  const sigmaAt = (position: number) => {
    const at = clamp(position, 0, logs.length - 1)
    const low = Math.floor(at)
    const high = Math.ceil(at)
    return low === high ? sigmas[low]! : Math.exp(logs[low]! + (at - low) * (logs[high]! - logs[low]!))
  }
  return {
    sigmas,
    timesteps: sigmas.map((_, i) => i),
    timestepOf: (sigma: number) => positionIn(logs, Math.log(sigma)),
    sigmaOf: sigmaAt,
    sigmaAt,
    inputScale: (sigma: number) => 1 / Math.sqrt(sigma * sigma + 1),
  }
}

/** Pure noise would be an infinite sigma; 2^16 is within 2e-5 of it and keeps float32 exact enough. */
const flowSigmaMax = 2 ** 16

/** s in (0, 1] of a flow model to sigma, and back. */
export const sigmaOfFlow = (s: number): number =>
  s >= 1 ? flowSigmaMax : Math.min(s / (1 - s), flowSigmaMax)
export const flowOfSigma = (sigma: number): number => (sigma >= flowSigmaMax ? 1 : sigma / (1 + sigma))
/** Moves flow levels towards noise: Esser et al. 2024, arXiv:2403.03206, eq. 23. */
export const shifted = (s: number, shift: number): number => (shift * s) / (1 + (shift - 1) * s)

/** Levels of rectified-flow models: s = 1/n .. 1, shifted, told to the model as s * n. */
function flowing({ trainTimesteps: n, shift }: SchedulerConfig) {
  const flowAt = (position: number) => shifted((clamp(position, 0, n - 1) + 1) / n, shift)
  const trained = Float64Array.from({ length: n }, (_, i) => flowAt(i))
  return {
    sigmas: trained.map(sigmaOfFlow),
    timesteps: trained.map(s => s * n),
    timestepOf: (sigma: number) => flowOfSigma(sigma) * n,
    sigmaOf: (timestep: number) => sigmaOfFlow(timestep / n),
    sigmaAt: (position: number) => sigmaOfFlow(flowAt(position)),
    inputScale: (sigma: number) => 1 / (1 + sigma),
  }
}

/** The numbers that follow from a scheduler config. Throws StudioError 'model-broken' for impossible betas. */
export function noiseLevels(config: SchedulerConfig): NoiseLevels {
  const levels = config.betas ? preserving(config, config.betas) : flowing(config)
  const weights = denoisedWeights[config.predictionType]
  return {
    ...levels,
    config,
    predictionType: config.predictionType,
    flow: !config.betas,
    sigmaMin: levels.sigmas[0]!,
    sigmaMax: levels.sigmas.at(-1)!,
    finalSigma: config.setAlphaToOne ? 0 : levels.sigmas[0]!,
    modelInput: (x, sigma) => {
      const scale = levels.inputScale(sigma)
      return x.map(value => value * scale)
    },
    toDenoised: (output, x, sigma) => {
      const [a, b] = weights(sigma)
      return x.map((value, i) => a * value + b * output[i]!)
    },
  }
}
