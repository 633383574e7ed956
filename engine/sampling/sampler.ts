import type { NoiseLevels } from './noise-levels.ts'

export type Latent = Float32Array

/** Predicts the clean latent from x at noise level sigma. Hides model, guidance and parametrisation; may throw to cancel. */
export type Denoise = (x: Latent, sigma: number) => Promise<Latent>

/** Unit-variance noise for the way from sigma `from` down to sigma `to`. */
export type Noise = (from: number, to: number) => Latent

/**
 * Called once for each step of the schedule, when its first prediction is known and before x moves: `x` is at noise
 * level `sigma`, `denoised` is the clean latent predicted from it. `step` counts from 1 to `of`.
 */
type OnStep = (info: {
  step: number
  of: number
  sigma: number
  x: Latent
  denoised: Latent
}) => void | Promise<void>

export type SampleOptions = {
  noise: Noise
  /** Called before anything of a step is predicted; `step` counts from 1. */
  onBegin?: ((step: number) => void) | undefined
  onStep?: OnStep | undefined
  /** How much of each step's noise is drawn fresh, 0 to 1; each sampler has its own default. */
  eta?: number | undefined
  levels: NoiseLevels
}

/**
 * Walks x down the falling `sigmas`, n + 1 of them for n steps. x = x0 + sigma * noise throughout. The walk may
 * start anywhere in a schedule; the last sigma is 0. Returns a new latent and leaves x alone.
 */
export type Sampler = (
  denoise: Denoise,
  x: Latent,
  sigmas: readonly number[],
  options: SampleOptions,
) => Promise<Latent>

type Step = { step: number; of: number; sigma: number; next: number }

/** The steps of a schedule, each from `sigma` to `next`, with the number that `OnStep` reports. */
export function* stepsOf(sigmas: readonly number[], onBegin: SampleOptions['onBegin']): Generator<Step> {
  for (let i = 0; i + 1 < sigmas.length; i++) {
    onBegin?.(i + 1)
    yield { step: i + 1, of: sigmas.length - 1, sigma: sigmas[i]!, next: sigmas[i + 1]! }
  }
}
