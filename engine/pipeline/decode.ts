import { StudioError } from '#shared/errors.ts'
import type { Model } from '../model/open.ts'
import { floats, tensor } from '../tensor.ts'
import { decodeInTiles, type Planes } from './tiles.ts'

/** 8-bit RGB, rows from the top. */
export type Picture = { width: number; height: number; rgb: Uint8Array }

/** Clean latent [channels, h, w] to a picture, through the full decoder; in tiles where memory is short. */
export async function decodeLatent(
  model: Model,
  latent: Float32Array,
  dims: readonly [number, number, number],
): Promise<Picture> {
  const decode = (cells: { data: Float32Array; dims: typeof dims }) => decodeWhole(model, cells)
  const { tile } = model.economy
  const { data, width, height } =
    tile !== null && Math.max(dims[1], dims[2]) > tile
      ? await decodeInTiles({ data: latent, dims }, { tile, scale: model.rule.latentScale, decode })
      : await decode({ data: latent, dims })
  return { width, height, rgb: toRgb(data, width * height) }
}

async function decodeWhole(
  { folder, decoder }: Model,
  { data: latent, dims }: { data: Float32Array; dims: readonly [number, number, number] },
): Promise<Planes> {
  const input = decoder.inputs[0]!
  const { scaling_factor: scale, shift_factor: shift } = folder.vae
  const area = dims[1] * dims[2]
  const shiftOf = (i: number) => (Array.isArray(shift) ? (shift[Math.floor(i / area)] ?? 0) : (shift ?? 0))
  const scaled = Float32Array.from(latent, (v, i) => v / scale + shiftOf(i))
  const out = Object.values(await decoder.run({ [input.name]: tensor(input.type, scaled, [1, ...dims]) }))[0]!
  const [, channels, height, width] = out.dims
  if (channels !== 3 || !height || !width)
    throw new StudioError(
      'model-broken',
      `${folder.files.vae_decoder} gives [${out.dims}]; expected [1, 3, height, width]`,
    )
  return { data: floats(out), width, height }
}

/** Planes in -1..1 to interleaved bytes, rounded as diffusers rounds. */
function toRgb(planes: Float32Array, area: number): Uint8Array {
  const rgb = new Uint8Array(area * 3)
  for (let c = 0; c < 3; c++)
    for (let p = 0; p < area; p++) {
      const v = planes[c * area + p]! / 2 + 0.5
      // A graph that overflowed to NaN would come out black and look like a picture.
      if (Number.isNaN(v))
        throw new StudioError(
          'model-broken',
          'The decoder gave numbers that are not numbers (NaN); try another device, or the fp32 files of this model',
        )
      rgb[p * 3 + c] = Math.round(Math.min(1, Math.max(0, v)) * 255)
    }
  return rgb
}
