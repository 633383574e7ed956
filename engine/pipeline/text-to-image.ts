import type { Settings } from '#shared/generation.ts'
import { settingsOfPicture } from '#shared/picture-settings.ts'
import type { Model } from '../model/open.ts'
import { checkSize } from '../model/size.ts'
import { normalSources } from '../random/normal.ts'
import { mixNoise } from '../random/variation.ts'
import { brownian } from '../sampling/brownian.ts'
import type { Latent } from '../sampling/sampler.ts'
import { samplers } from '../sampling/samplers.ts'
import { schedules } from '../sampling/schedules.ts'
import { elements } from '../tensor.ts'
import { decodeLatent, type Picture } from './decode.ts'
import { type Condition, guidedDenoiser } from './denoise.ts'
import { encodeText } from './encode-text.ts'
import { extraRows, type RowContext } from './extra-inputs.ts'

export type LatentDims = readonly [channels: number, height: number, width: number]

export type StepInfo = {
  /** 1 to `of`. */
  step: number
  of: number
  /** The predicted clean latent (x0) of one picture of the batch: [channels, height, width]. */
  denoised: (picture: number) => Float32Array
  dims: LatentDims
}

export type DrawOptions = {
  model: Model
  /** The first picture's; each next one's seeds count up. */
  settings: Settings
  /** Pictures in one pass. */
  batch: number
  signal: AbortSignal
  onStage: (stage: 'encode' | 'sample' | 'decode') => void
  onStep: (info: StepInfo) => void | Promise<void>
}

/**
 * Words in, pictures out: encode, draw noise, sample, decode (Rombach et al. 2022, arXiv:2112.10752).
 * Errors: `invalid-input` for a size or knob the model does not have; `cancelled` within one denoiser call of the signal.
 */
export async function textToImage({
  model,
  settings,
  batch,
  signal,
  onStage,
  onStep,
}: DrawOptions): Promise<Picture[]> {
  const { levels, rule } = model
  const { width, height, guidance, steps } = settings
  checkSize(width, height, rule)
  const dims: LatentDims = [model.latentChannels, height / rule.latentScale, width / rule.latentScale]
  const size = elements(dims)

  onStage('encode')
  signal.throwIfAborted()
  const condition = await conditionOf(model, settings.prompt, settings, settings.knobs)
  const guided = guidance !== 0 && guidance !== 1 && !model.ports.timestep_cond
  const uncondition = guided ? await conditionOf(model, settings.negative, settings, {}) : null

  onStage('sample')
  const sampler = samplers[settings.sampler]
  const sigmas = schedules[settings.schedule].sigmas(levels, steps)
  const fresh = noiseOf(settings, batch, dims)
  const scale = sampler.initialScale(levels, sigmas[0]!)
  const start = fresh().map(v => v * scale)
  const repeat = (row: Condition) => Array.from({ length: batch }, () => row)
  const denoise = guidedDenoiser({
    model,
    conditions: repeat(condition),
    unconditions: uncondition && repeat(uncondition),
    guidance,
    latentDims: dims,
    signal,
  })
  const latents = await sampler.run(denoise, start, sigmas, {
    levels,
    noise: brownian(fresh),
    onStep: ({ step, of, denoised }) =>
      onStep({ step, of, dims, denoised: picture => slice(denoised, picture, size) }),
  })

  onStage('decode')
  const pictures: Picture[] = []
  for (let i = 0; i < batch; i++) {
    signal.throwIfAborted()
    pictures.push(await decodeLatent(model, slice(latents, i, size), dims))
  }
  return pictures
}

const slice = (latents: Latent, picture: number, size: number) =>
  latents.subarray(picture * size, (picture + 1) * size)

async function conditionOf(
  model: Model,
  prompt: string,
  settings: Settings,
  knobs: RowContext['knobs'],
): Promise<Condition> {
  const text = await encodeText(model, prompt)
  const { width, height, guidance } = settings
  return {
    encoder_hidden_states: { data: text.hidden, dims: [text.tokens, text.width] },
    ...extraRows({ model, text, knobs, width, height, guidance }),
  }
}

/** Each picture draws from a generator of its own, so it is the same alone and in a batch. */
function noiseOf(settings: Settings, batch: number, dims: LatentDims): () => Latent {
  const size = elements(dims)
  const sources = Array.from({ length: batch }, (_, i) => noiseSource(settingsOfPicture(settings, i), dims))
  return () => {
    const out = new Float32Array(batch * size)
    sources.forEach((next, i) => {
      out.set(next(), i * size)
    })
    return out
  }
}

/** The starting noise, varied where that is asked; then what the sampler draws, by the main seed alone. */
function noiseSource({ rng, seed, variation }: Settings, dims: LatentDims): () => Latent {
  const size = elements(dims)
  const source = normalSources[rng](seed)
  let started = variation.strength === 0
  return () => {
    const noise = source.normal(size)
    if (started) return noise
    started = true
    return mixNoise(noise, normalSources[rng](variation.seed).normal(size), variation.strength, dims)
  }
}
