import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { output } from 'zod'
import type { Context } from '#shared/contract.ts'
import type { EngineContract, FrameEvent } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { settingsAt } from '#shared/moments.ts'
import type { Opened } from '../model-keeper.ts'
import { encodeToLatent } from '../pipeline/encode-picture.ts'
import { latentDims } from '../pipeline/text-to-image.ts'
import { encodePlain } from '../png/picture-file.ts'
import { decodeRgb } from '../png/pixels.ts'
import { previewPicture } from '../preview.ts'
import { startNoise } from '../random/start-noise.ts'
import type { NoiseLevels } from '../sampling/noise-levels.ts'
import { mix } from '../sampling/tensor-math.ts'
import { resolveSettings } from '../settings.ts'
import { toPicture } from './frames.ts'

export type DissolveRequest = output<EngineContract['time.dissolve']['input']>

/**
 * The forward process: x = x0 + sigma * noise with the starting noise of the settings, from the picture (frame 1, sigma
 * 0) to the model's highest level in even steps of its time. `sigmas` rise, one per frame.
 * Errors: `invalid-input` for a file that is no PNG, those of `encodeToLatent`, `cancelled` within a frame.
 */
export async function dissolve(
  { image, generation, frames, side }: DissolveRequest,
  { signal, emit }: Context<FrameEvent>,
  { model }: Opened,
): Promise<{ sigmas: number[] }> {
  const settings = resolveSettings(generation, model.defaults)
  const dims = latentDims(model, settings)
  const file = await readFile(image).catch((error: NodeJS.ErrnoException) => {
    throw new StudioError('invalid-input', `${image} cannot be read (${error.code})`)
  })
  const clean = await encodeToLatent(model, decodeRgb(file, basename(image)), dims)
  const noise = startNoise(settingsAt(settings, 1), dims)
  const sigmas = risingLevels(model.levels, frames)
  for (const [i, sigma] of sigmas.entries()) {
    await turn()
    signal.throwIfAborted()
    const latent = toPicture(model, mix(1, clean, sigma, noise), sigma)
    const png = encodePlain(await previewPicture(model, latent, dims, side))
    emit({ kind: 'frame', step: i + 1, of: sigmas.length, sigma, png })
  }
  return { sigmas }
}

/** No noise, then `frames` - 1 of the trained levels, evenly spaced, the last one the highest. */
function risingLevels({ sigmas, sigmaAt }: NoiseLevels, frames: number): number[] {
  const last = sigmas.length - 1
  return Array.from({ length: frames }, (_, i) => (i ? sigmaAt((last * i) / (frames - 1)) : 0))
}
