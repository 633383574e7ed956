import type { Model } from './model/open.ts'
import { decodeLatent, type Picture } from './pipeline/decode.ts'

/**
 * Rough colour of each latent cell, as RGB weights per channel and a bias, in -1..1.
 * Least-squares fits that the community published for the public autoencoders (ComfyUI, latent_formats).
 */
const colours: Record<
  string,
  { weights: readonly (readonly [number, number, number])[]; bias: readonly [number, number, number] }
> = {
  '0.18215': {
    weights: [
      [0.3512, 0.2297, 0.3227],
      [0.325, 0.4974, 0.235],
      [-0.2829, 0.1762, 0.2721],
      [-0.212, -0.2616, -0.7177],
    ],
    bias: [0, 0, 0],
  },
  '0.13025': {
    weights: [
      [0.3651, 0.4232, 0.4341],
      [-0.2533, -0.0042, 0.1068],
      [0.1076, 0.1111, -0.0362],
      [-0.3165, -0.2492, -0.2188],
    ],
    bias: [0.1084, -0.0175, -0.0011],
  },
}

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
  const known = colours[String(model.folder.vae.scaling_factor)]
  const picture =
    decoderBytes < smallDecoder || !known || dims[0] !== known.weights.length
      ? await decodeLatent(model, latent, dims)
      : colourOf(latent, dims, known)
  return shrink(picture, previewSide)
}

function colourOf(
  latent: Float32Array,
  [channels, height, width]: readonly [number, number, number],
  { weights, bias }: (typeof colours)[string],
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
