import type { Settings } from '#shared/generation.ts'
import { settingsAt, startOf } from '#shared/moments.ts'
import { holding } from '../conditions/hold.ts'
import { fromNoise, type WalkStart } from '../conditions/start-of-walk.ts'
import { brownian } from '../sampling/brownian.ts'
import type { NoiseLevels } from '../sampling/noise-levels.ts'
import type { Denoise, Latent } from '../sampling/sampler.ts'
import { samplers } from '../sampling/samplers.ts'
import { mix } from '../sampling/tensor-math.ts'

/**
 * One prediction of the model, in the order in which they were made. `step`, from 1, is the first whose settings have a
 * say in whether and of what it is made: what comes before a step is the same for all settings that agree until then.
 */
export type Prediction = { step: number; sigma: number; denoised: Latent }

export type WalkStep = { step: number; of: number; sigma: number; x: Latent; denoised: Latent }

export type WalkOptions = {
  settings: Settings
  levels: NoiseLevels
  sigmas: readonly number[]
  /** The model as it is told in step `step`. */
  denoiserAt: (step: number) => Denoise
  /** Unit starting noise by the settings of a step. */
  startAt: (step: number) => Latent
  /** The sampler's n-th noise, n from 1, by the settings of a step. */
  noiseAt: (step: number, n: number) => Latent
  /** What is done at the start of a step to x, given the clean latent predicted from it; or null. Gives the new x. */
  editAt: (step: number) => ((denoised: Latent, x: Latent) => Latent) | null
  /** The image that it begins from, and what of it is held; absent: it begins from noise alone. */
  start?: WalkStart | undefined
  /** A step, from 1, in which the sampler begins anew, without its memory, since another model is asked from there on. */
  anewAt?: number | undefined
  onStep: (info: WalkStep) => void | Promise<void>
  /** Every prediction as the model made it. */
  onPrediction?: ((prediction: Prediction) => void) | undefined
  /**
   * Predictions made before, by the same settings: the walk takes them instead of asking the model, so that it comes
   * to the same place with the same bits, whatever memory the sampler keeps. They may end anywhere.
   */
  replay?: readonly Latent[] | undefined
}

/** Steps `first` to `last` under one sampler, with nothing done to x in between. */
type Leg = { first: number; last: number; settings: Settings; renoised: boolean; edited: boolean }

/**
 * From noise to a clean latent with all that may happen on the way: settings that change, noise that is exchanged,
 * predictions that are bent. Where x itself is changed, a new leg begins and the sampler with it, without its memory.
 * Exchanged noise and bent predictions keep the rest: x = x0 + sigma * noise with one of the two replaced.
 * What is held of an image takes the place of what is predicted, so that samplers go on with their memory; a walk whose
 * first steps are held everywhere begins behind them.
 */
export async function walk(options: WalkOptions): Promise<Latent> {
  const { settings, sigmas, levels, startAt, noiseAt, editAt, anewAt, onStep, start = fromNoise } = options
  const steps = sigmas.length - 1
  if (start.first > steps) return held(start, steps, startAt(steps))
  let step = start.first
  const ask = predictor(options)
  const shown = overNoise(options, start)
  const predict: Denoise = (x, sigma) => ask(shown(x, sigma, step), sigma, { step, told: step })
  let draws = 0
  const noise = brownian(() => noiseAt(step, ++draws))

  let x = beginning(options, start)
  for (const leg of legsOf(settings, start.first, steps, { editAt, anewAt })) {
    const sigma = sigmas[leg.first - 1]!
    step = leg.first
    // What is kept of the picture so far is what the settings until here make of it.
    if (leg.renoised) x = mix(1, await ask(x, sigma, { step, told: step - 1 }), sigma, startAt(step))
    if (leg.edited) x = held(start, step, editAt(leg.first)!(await predict(x, sigma), x), x)
    x = await samplers[leg.settings.sampler].run(predict, x, sigmas.slice(leg.first - 1, leg.last + 1), {
      levels,
      noise,
      onBegin: at => {
        step = leg.first - 1 + at
      },
      onStep: info => onStep({ ...info, step: leg.first - 1 + info.step, of: steps }),
    })
  }
  return held(start, steps, x)
}

/** What is held in a step as it is in `from`, by default the image's latent; the rest as in `values`. */
function held({ holdAt }: WalkStart, step: number, values: Latent, from?: Latent): Latent {
  const hold = holdAt(step)
  return hold ? holding(values, hold, from) : values
}

/**
 * What the model is shown of x: what is held lies under the noise that the walk began with, as in diffusers' inpainting.
 * Samplers that draw noise would exchange it there as well; with the others it is so by itself.
 */
function overNoise({ settings, startAt }: WalkOptions, { first, holdAt }: WalkStart) {
  let noise: Latent | undefined
  return (x: Latent, sigma: number, step: number): Latent => {
    const hold = samplers[settingsAt(settings, step).sampler].stochastic ? holdAt(step) : null
    if (!hold) return x
    noise ??= startAt(first)
    const { latent } = hold
    return holding(
      x,
      hold,
      noise.map((value, i) => latent[i % latent.length]! + sigma * value),
    )
  }
}

/** x = x0 + sigma * noise of the image; noise alone where a cell is free from the first step on. */
function beginning({ settings, levels, sigmas, startAt }: WalkOptions, { first, holdAt }: WalkStart): Latent {
  const sigma = sigmas[first - 1]!
  const noise = startAt(first)
  const hold = holdAt(first) ?? holdAt(first - 1)
  const over = hold && noise.map((value, i) => hold.latent[i % hold.latent.length]! + sigma * value)
  if (first > 1) return over!
  const scale = samplers[settingsAt(settings, 1).sampler].initialScale(levels, sigma)
  const alone = noise.map(value => value * scale)
  return hold ? holding(alone, hold, over!) : alone
}

type Ask = (x: Latent, sigma: number, at: { step: number; told: number }) => Promise<Latent>

/** The model as it is told in step `told`, or what it said before; `step` as in `Prediction`. */
function predictor({ denoiserAt, onPrediction, replay = [], start = fromNoise }: WalkOptions): Ask {
  let calls = 0
  return async (x, sigma, { step, told }) => {
    const known = replay[calls++]
    const denoised = known ? known.slice() : await denoiserAt(told)(x, sigma)
    onPrediction?.({ step, sigma, denoised })
    return held(start, told, denoised)
  }
}

function legsOf(
  settings: Settings,
  first: number,
  steps: number,
  { editAt, anewAt }: Pick<WalkOptions, 'editAt' | 'anewAt'>,
): Leg[] {
  const legs: Leg[] = []
  for (let step = first; step <= steps; step++) {
    const now = settingsAt(settings, step)
    const before = step > first ? settingsAt(settings, step - 1) : null
    const renoised = before !== null && startOf(before) !== startOf(now)
    const edited = editAt(step) !== null
    const last = legs.at(-1)
    const goesOn = last && !renoised && !edited && step !== anewAt
    if (goesOn && last.settings.sampler === now.sampler) last.last = step
    else legs.push({ first: step, last: step, settings: now, renoised, edited })
  }
  return legs
}
