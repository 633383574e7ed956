import { createHash } from 'node:crypto'
import type { Settings } from '#shared/generation.ts'
import type { Model } from '../model/open.ts'
import { encodeToLatent } from '../pipeline/encode-picture.ts'
import type { LatentDims } from '../pipeline/text-to-image.ts'
import { resample } from '../resample.ts'
import type { Assets } from './assets.ts'
import { remembered } from './remembered.ts'
import { planAt } from './start-of-walk.ts'

/** The middle of -1..1, as bytes have it: what an erased pixel is to the encoder. */
const grey = 127.5

/**
 * What an inpainting U-Net is told beside the noisy latent (diffusers' StableDiffusionInpaintPipeline): the mask, 1 where
 * it is to paint, and the latent of the image with that part grey: [1 + channels, height, width]. Without an image all
 * is to be painted. `settings` are those in force in a step. Null for other models. Errors: those of `encodeToLatent`.
 */
export async function maskInput(
  model: Model,
  settings: Settings,
  assets: Assets,
  dims: LatentDims,
): Promise<Float32Array | null> {
  if (!model.inpaints) return null
  const { width, height } = settings
  const [, rows, columns] = dims
  const plan = planAt({ model, settings, assets }, settings.steps)
  const erased = plan?.erased ?? new Uint8Array(width * height).fill(1)
  const rgb = Float32Array.from({ length: erased.length * 3 }, (_, i) =>
    erased[Math.floor(i / 3)] ? grey : plan!.picture.rgb[i]!,
  )
  const painted = createHash('sha256').update(erased).digest('hex')
  const key = JSON.stringify([plan?.key ?? [width, height], painted])
  const latent = await remembered(model, key, () => encodeToLatent(model, { width, height, rgb }, dims))
  const mask = resample(Float32Array.from(erased), { width, height }, { width: columns, height: rows })
  const out = new Float32Array(mask.length + latent.length)
  out.set(mask.map(share => (share >= 0.5 ? 1 : 0)))
  out.set(latent, mask.length)
  return out
}
