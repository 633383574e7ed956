import type { Model } from '../model/open.ts'
import { checkSize } from '../model/size.ts'
import { type DenoisersOptions, denoisersOf } from '../pipeline/denoisers.ts'
import type { Denoise } from '../sampling/sampler.ts'
import { embeddingsOfRefiner } from './embeddings.ts'
import { toldToRefiner } from './told.ts'

/** Who goes on, and from which step, from 1. */
export type Successor = { model: Model; from: number }

/**
 * The denoiser of every step: the model's own until the refiner takes over, the refiner's from there on, the latent as it
 * is. All words are encoded now, by both. Where memory is short, one model is put away before the other is asked.
 * Errors: as `denoisersOf`, for each of the two; `invalid-input` for a size that the refiner does not draw.
 */
export async function relayOf(
  options: DenoisersOptions,
  refiner: Successor | null,
): Promise<(step: number) => Denoise> {
  const { model, settings } = options
  const { staged } = model.economy
  const last = refiner ? Math.min(refiner.from - 1, settings.steps) : settings.steps
  const own = await denoisersOf({ ...options, steps: { first: 1, last } })
  if (staged) await model.park('words')
  if (!refiner || refiner.from > settings.steps) return own
  checkSize(settings.width, settings.height, refiner.model.rule)
  const next = await denoisersOf({
    ...options,
    model: refiner.model,
    settings: toldToRefiner(settings),
    directions: undefined,
    embeddings: embeddingsOfRefiner(options.embeddings),
    onMiddle: undefined,
    steps: { first: refiner.from, last: settings.steps },
  })
  if (staged) await refiner.model.park('words')
  return step => {
    if (step < refiner.from) return own(step)
    const denoise = next(step)
    return async (x, sigma) => {
      // What is put away already stays so.
      if (staged) await model.park('unet')
      return denoise(x, sigma)
    }
  }
}
