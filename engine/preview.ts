import { knownColours, type LatentColours } from './latent-colours.ts'
import type { Model } from './model/open.ts'
import { decodeLatent, type Picture } from './pipeline/decode.ts'

/** A decoder below this many bytes is quick enough to run at every step. */
const smallDecoder = 16 << 20
const previewSide = 256

/** The predicted picture of a step, at most 256 px a side: by the full decoder when it is small, else by latent colour. */
export async function previewPicture(
  model: Model,
  decoderBytes: number,
  latent: Float32Array,
  dims: readonly [number, number, number],
): Promise<Picture> {
  const known = knownColours(model.folder.vae.scaling_factor, dims[0])
  const picture =
    decoderBytes < smallDecoder || !known
      ? await decodeLatent(model, latent, dims)
      : colourOf(latent, dims, known)
  return shrink(picture, previewSide)
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

/** Area average by a whole factor. */
export function shrink({ width, height, rgb }: Picture, side: number): Picture {
  const factor = Math.ceil(Math.max(width, height) / side)
  if (factor <= 1) return { width, height, rgb }
  const w = Math.floor(width / factor)
  const h = Math.floor(height / factor)
  const out = new Uint8Array(w * h * 3)
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++)
      for (let k = 0; k < 3; k++) {
        let sum = 0
        for (let j = 0; j < factor; j++)
          for (let i = 0; i < factor; i++) sum += rgb[((y * factor + j) * width + x * factor + i) * 3 + k]!
        out[(y * w + x) * 3 + k] = Math.round(sum / factor ** 2)
      }
  return { width: w, height: h, rgb: out }
}
