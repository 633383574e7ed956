import { stat } from 'node:fs/promises'
import { shrinkTo } from './area-average.ts'
import { knownColours, type LatentColours } from './latent-colours.ts'
import type { Model } from './model/open.ts'
import { decodeLatent, type Picture } from './pipeline/decode.ts'

/** A decoder below this many bytes is quick enough to run at every step. */
const smallDecoder = 16 << 20
export const previewSide = 256

/**
 * A clean latent as a quick picture, at most `side` px: by the folder's preview decoder when it has one, by the full one
 * when that is small or more than a preview is wanted, else by latent colour.
 */
export async function previewPicture(
  model: Model,
  latent: Float32Array,
  dims: readonly [number, number, number],
  side = previewSide,
): Promise<Picture> {
  return shrinkTo(await quickPicture(model, latent, dims, side), side)
}

async function quickPicture(
  model: Model,
  latent: Float32Array,
  dims: readonly [number, number, number],
  side: number,
): Promise<Picture> {
  const { vae_decoder_preview: quick, vae_decoder: full } = model.folder.files
  if (side > previewSide) return decodeLatent(model, latent, dims)
  if (quick) return decodeLatent(model, latent, dims, 'tiny')
  const known = knownColours(model.folder.vae.scaling_factor, dims[0])
  const { size } = await stat(full!)
  return known && size >= smallDecoder ? colourOf(latent, dims, known) : decodeLatent(model, latent, dims)
}

function colourOf(
  latent: Float32Array,
  [channels, height, width]: readonly [number, number, number],
  { weights, bias }: LatentColours,
): Picture {
  const area = height * width
  const rgb = new Uint8Array(area * 3)
  for (let p = 0; p < area; p++)
    for (let k = 0; k < 3; k++) {
      let v = bias[k]!
      for (let c = 0; c < channels; c++) v += latent[c * area + p]! * weights[c]![k]!
      rgb[p * 3 + k] = Math.round(Math.min(1, Math.max(0, v / 2 + 0.5)) * 255)
    }
  return { width, height, rgb }
}
