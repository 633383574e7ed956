import { StudioError } from '#shared/errors.ts'
import { areaAverage, type Pixels } from '../area-average.ts'
import type { Model } from '../model/open.ts'
import { outputNames, outputPort } from '../model/ports.ts'
import type { Latent } from '../sampling/sampler.ts'
import { elements, floats, tensor } from '../tensor.ts'
import type { LatentDims } from './text-to-image.ts'

/**
 * A picture to the clean latent [channels, h, w] that the folder's encoder makes of it: the mean of the distribution, no
 * noise. A picture of another size is brought to that of `dims`, each pixel the mean of the area it covers.
 * Errors: `model-missing` when the folder has no encoder, `model-broken` when it gives something else than a latent.
 */
export async function encodeToLatent(model: Model, picture: Pixels, dims: LatentDims): Promise<Latent> {
  const { folder, rule } = model
  const file = folder.files.vae_encoder
  if (!file)
    throw new StudioError(
      'model-missing',
      `${folder.id} has no encoder (vae_encoder/model.onnx), which turns a picture into what the model works on; export the model again with it, or choose another model`,
    )
  const session = await model.session(file)
  const input = session.inputs[0]!
  const [channels, h, w] = dims
  const [height, width] = [h * rule.latentScale, w * rule.latentScale]
  const output = outputPort(session, outputNames.vae_encoder, 4, file).name
  const out = await session.run(
    { [input.name]: tensor(input.type, planesOf(picture, width, height), [1, 3, height, width]) },
    [output],
  )
  const given = out[output]!
  const [, depth, ...sides] = given.dims
  // Some exports give mean and log variance, one behind the other, some the mean alone.
  if ((depth !== channels && depth !== 2 * channels) || sides.join() !== `${h},${w}`)
    throw new StudioError(
      'model-broken',
      `${file} gives [${given.dims}] for ${width} x ${height} pixels; expected [1, ${channels} or ${2 * channels}, ${h}, ${w}]`,
    )
  const { scaling_factor: scale, shift_factor: shift } = folder.vaeEncoder
  const area = h * w
  const shiftOf = (i: number) => (Array.isArray(shift) ? (shift[Math.floor(i / area)] ?? 0) : (shift ?? 0))
  return floats(given)
    .subarray(0, elements(dims))
    .map((value, i) => (value - shiftOf(i)) * scale)
}

/** RGB in 0..255 to planes in -1..1. */
function planesOf(picture: Pixels, width: number, height: number): Float32Array {
  const same = picture.width === width && picture.height === height
  const rgb = same ? picture.rgb : areaAverage(picture, width, height)
  const area = width * height
  return Float32Array.from(
    { length: 3 * area },
    (_, i) => rgb[(i % area) * 3 + Math.floor(i / area)]! / 127.5 - 1,
  )
}
