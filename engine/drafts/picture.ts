import { stat } from 'node:fs/promises'
import type { Model } from '../model/open.ts'
import { decodeLatent, type Picture } from '../pipeline/decode.ts'
import type { LatentDims } from '../pipeline/text-to-image.ts'
import { previewPicture } from '../preview.ts'

/** A clean latent as a quick picture: by the folder's preview decoder when it has one, else as previews are made. */
export async function draftPicture(model: Model, latent: Float32Array, dims: LatentDims): Promise<Picture> {
  const { vae_decoder_preview: quick, vae_decoder } = model.folder.files
  if (quick) return decodeLatent({ ...model, decoder: await model.session(quick) }, latent, dims)
  const { size } = await stat(vae_decoder!)
  return previewPicture(model, size, latent, dims)
}
