import { StudioError } from '#shared/errors.ts'
import type { VaeId } from '#shared/generation.ts'
import type { Model } from '../model/open.ts'
import { outputNames, outputPort } from '../model/ports.ts'
import { floats, tensor } from '../tensor.ts'
import { decodeInTiles, type Planes } from './tiles.ts'

/** 8-bit RGB, rows from the top. */
export type Picture = { width: number; height: number; rgb: Uint8Array }

/** Errors: `invalid-input` where a tiny decoder is asked for and there is none. */
export function checkDecoder({ folder: { id, files } }: Pick<Model, 'folder'>, which: VaeId): void {
  if (which === 'full' || files.vae_decoder_preview) return
  throw new StudioError(
    'invalid-input',
    `${id} has no tiny decoder; put one that diffusers exports (AutoencoderTiny) into vae_decoder_tiny/ within the model's folder, or decode in full`,
  )
}

/**
 * The decoder that a picture is asked for with: the full one, or the quick one that the folder brings. Errors:
 * `invalid-input` where it brings none.
 */
async function decoderOf(model: Model, which: VaeId) {
  const { files, vae, vaePreview } = model.folder
  if (which === 'full') return { session: model.decoder, file: files.vae_decoder!, config: vae }
  checkDecoder(model, which)
  const file = files.vae_decoder_preview!
  return { session: await model.session(file), file, config: vaePreview }
}

/**
 * Clean latent [channels, h, w] to a picture; in tiles where memory is short, between which the signal is heard. Errors: those of `decoderOf`; `model-broken` for what is no
 * picture.
 */
export async function decodeLatent(
  model: Model,
  latent: Float32Array,
  dims: readonly [number, number, number],
  which: VaeId = 'full',
  signal?: AbortSignal,
): Promise<Picture> {
  const decoder = await decoderOf(model, which)
  const decode = (cells: Cells) => decodeWhole(decoder, cells)
  const { tile } = model.economy
  const { data, width, height } =
    tile !== null && Math.max(dims[1], dims[2]) > tile
      ? await decodeInTiles({ data: latent, dims }, { tile, scale: model.rule.latentScale, decode, signal })
      : await decode({ data: latent, dims })
  return { width, height, rgb: toRgb(data, width * height) }
}

type Cells = { data: Float32Array; dims: readonly [number, number, number] }

async function decodeWhole(
  { session, file, config }: Awaited<ReturnType<typeof decoderOf>>,
  { data: latent, dims }: Cells,
): Promise<Planes> {
  const input = session.inputs[0]!
  const { scaling_factor: scale, shift_factor: shift } = config
  const area = dims[1] * dims[2]
  const shiftOf = (i: number) => (Array.isArray(shift) ? (shift[Math.floor(i / area)] ?? 0) : (shift ?? 0))
  const scaled = Float32Array.from(latent, (v, i) => v / scale + shiftOf(i))
  const output = outputPort(session, outputNames.vae_decoder, 4, file).name
  const out = (await session.run({ [input.name]: tensor(input.type, scaled, [1, ...dims]) }, [output]))[
    output
  ]!
  const [, channels, height, width] = out.dims
  if (channels !== 3 || !height || !width)
    throw new StudioError('model-broken', `${file} gives [${out.dims}]; expected [1, 3, height, width]`)
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
