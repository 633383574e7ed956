import type { Settings } from '#shared/generation.ts'
import { settingsAt } from '#shared/moments.ts'
import { settingsOfPicture } from '#shared/picture-settings.ts'
import { type Assets, noAssets } from '../conditions/assets.ts'
import { finished } from '../conditions/finish.ts'
import { planAt, startOfWalk } from '../conditions/start-of-walk.ts'
import type { Directions } from '../knobs/directions.ts'
import { editsOf } from '../knobs/edits.ts'
import type { Model } from '../model/open.ts'
import { checkSize } from '../model/size.ts'
import { type Embeddings, noEmbeddings } from '../prompt/embeddings.ts'
import { samplerNoise, startNoise } from '../random/start-noise.ts'
import { relayOf } from '../refiner/relay.ts'
import { takeOverStep } from '../refiner/take-over.ts'
import type { Latent } from '../sampling/sampler.ts'
import { schedules } from '../sampling/schedules.ts'
import { elements } from '../tensor.ts'
import { decodeLatent, type Picture } from './decode.ts'
import type { DenoisersOptions } from './denoisers.ts'
import { type Prediction, walk } from './walk.ts'

export type LatentDims = readonly [channels: number, height: number, width: number]

export type StepInfo = {
  /** 1 to `of`. */
  step: number
  of: number
  sigma: number
  /** The predicted clean latent (x0) of one picture of the batch: [channels, height, width]. */
  denoised: (picture: number) => Float32Array
  /** The same picture's latent x as it stands before the step, x0 + sigma * noise. */
  noisy: (picture: number) => Float32Array
  dims: LatentDims
}

export type SampleLatentOptions = {
  model: Model
  /** The first picture's; each next one's seeds count up. */
  settings: Settings
  /** Each picture's own, when seeds do not count up: they differ in seed, variation and dice alone, none has a past. */
  pictures?: readonly Settings[] | undefined
  /** Pictures in one pass. */
  batch: number
  signal: AbortSignal
  /** Directions that the settings name, by id. */
  directions?: Directions | undefined
  /** Images that the settings' conditions name. */
  assets?: Assets | undefined
  /** Textual inversions that fit the model. */
  embeddings?: Embeddings | undefined
  /** Draws the end of the picture, where the settings say so. */
  refiner?: Model | undefined
  onStage: (stage: 'encode' | 'sample' | 'decode') => void
  onStep: (info: StepInfo) => void | Promise<void>
  onPrediction?: ((prediction: Prediction) => void) | undefined
  /** See `denoisersOf`. */
  onMiddle?: DenoisersOptions['onMiddle']
  /** See `walk`. */
  replay?: readonly Latent[] | undefined
}

export type DrawOptions = SampleLatentOptions

export function latentDims(model: Model, { width, height }: Pick<Settings, 'width' | 'height'>): LatentDims {
  checkSize(width, height, model.rule)
  const { latentScale } = model.rule
  return [model.latentChannels, height / latentScale, width / latentScale]
}

/** The noise levels of a picture's steps, falling, n + 1 of them for n steps; the last is 0. */
export const sigmasOf = (model: Model, { schedule, steps }: Pick<Settings, 'schedule' | 'steps'>) =>
  schedules[schedule].sigmas(model.levels, steps)

/** The first step that a refiner draws; absent where there is none, `steps` + 1 where nothing is left to it. */
export const takeOverOf = ({
  model,
  settings,
  refiner,
}: Pick<SampleLatentOptions, 'model' | 'settings' | 'refiner'>): number | undefined =>
  refiner && settings.refiner
    ? takeOverStep(model.levels, sigmasOf(model, settings), settings.refiner.at)
    : undefined

/**
 * Words in, clean latents out, one [channels, height, width] per picture of the batch: encode, draw noise, sample.
 * Errors: `invalid-input` for a size or knob the model does not have, those of `startOfWalk`; `cancelled` within one denoiser call of the signal.
 */
export async function sampleLatents(options: SampleLatentOptions): Promise<Latent[]> {
  const { model, settings, pictures, batch, signal, directions, onStage, onStep, onPrediction, replay } =
    options
  const assets = options.assets ?? noAssets
  const dims = latentDims(model, settings)
  const size = elements(dims)
  onStage('encode')
  signal.throwIfAborted()
  const sigmas = sigmasOf(model, settings)
  const anewAt = takeOverOf(options)
  const denoiserAt = await relayOf(
    {
      model,
      settings,
      batch,
      dims,
      directions,
      assets,
      embeddings: options.embeddings ?? noEmbeddings,
      signal,
      onMiddle: options.onMiddle,
    },
    options.refiner && anewAt ? { model: options.refiner, from: anewAt } : null,
  )
  const start = await startOfWalk({ model, settings, assets, dims })
  onStage('sample')
  const noises = Array.from({ length: batch }, () => samplerNoise(size))
  const each = (step: number, draw: (now: Settings, i: number) => Float32Array) =>
    joined(size, batch, i => draw(settingsAt(pictures?.[i] ?? settingsOfPicture(settings, i), step), i))
  const edits = await editsOf(model, settings, dims, directions)
  const latents = await walk({
    settings,
    levels: model.levels,
    sigmas,
    denoiserAt,
    anewAt,
    startAt: step => each(step, now => startNoise(now, dims)),
    noiseAt: (step, n) => each(step, (now, i) => noises[i]!(now, n)),
    editAt: step => {
      const edit = edits(step)
      return edit && ((clean, x) => joined(size, batch, i => edit(slice(clean, i, size), slice(x, i, size))))
    },
    onStep: ({ x, denoised, ...at }) =>
      onStep({
        ...at,
        dims,
        denoised: picture => slice(denoised, picture, size),
        noisy: picture => slice(x, picture, size),
      }),
    start,
    onPrediction,
    replay,
  })
  return Array.from({ length: batch }, (_, i) => slice(latents, i, size))
}

/** A picture on its way or at its end, with what is kept of the image that it began from (`finished`). */
export function withStart(
  { model, settings, assets = noAssets }: Pick<SampleLatentOptions, 'model' | 'settings' | 'assets'>,
  picture: Picture,
): Picture {
  const plan = planAt({ model, settings, assets }, settings.steps)
  return plan ? finished(picture, plan) : picture
}

/** Words in, pictures out (Rombach et al. 2022, arXiv:2112.10752). Errors: as `sampleLatents`. */
export async function textToImage(options: DrawOptions): Promise<Picture[]> {
  const { model, settings, signal, onStage } = options
  const latents = await sampleLatents(options)
  if (model.economy.staged) for (const one of [model, options.refiner]) await one?.park('unet')
  onStage('decode')
  const pictures: Picture[] = []
  for (const latent of latents) {
    signal.throwIfAborted()
    pictures.push(
      withStart(
        options,
        await decodeLatent(model, latent, latentDims(model, settings), settings.vae, signal),
      ),
    )
  }
  if (model.economy.staged) await model.park('decoder')
  return pictures
}

const slice = (latents: Latent, picture: number, size: number) =>
  latents.subarray(picture * size, (picture + 1) * size)

function joined(size: number, batch: number, part: (i: number) => Float32Array): Float32Array {
  const out = new Float32Array(size * batch)
  for (let i = 0; i < batch; i++) out.set(part(i), i * size)
  return out
}
