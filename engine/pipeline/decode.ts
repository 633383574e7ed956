import { StudioError } from '#shared/errors.ts'
import type { VaeId } from '#shared/generation.ts'
import { decodeInLayers } from '../layers/decode-in-layers.ts'
import type { Model } from '../model/open.ts'
import { outputNames, outputPort } from '../model/ports.ts'
import { floats, type Tensor, tensor } from '../tensor.ts'
import { decodeInTiles, type Planes } from './decode-in-tiles.ts'

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
  const { tile } = model.economy
  const { data, width, height } =
    tile !== null && Math.max(dims[1], dims[2]) > tile
      ? await decodeWithin(model, decoder, { data: latent, dims }, tile, signal)
      : await decodeWhole(decoder, { data: latent, dims })
  return { width, height, rgb: toRgb(data, width * height) }
}

type Decoder = Awaited<ReturnType<typeof decoderOf>>
type Cells = { data: Float32Array; dims: readonly [number, number, number] }

/** In the memory that `tile` cells of a side take: layer by layer, or in tiles of the latent where the graph cannot be cut. */
async function decodeWithin(
  model: Model,
  decoder: Decoder,
  cells: Cells,
  tile: number,
  signal?: AbortSignal,
): Promise<Planes> {
  const { session, file } = decoder
  const { input, output } = portsOf(decoder)
  const scale = model.rule.latentScale
  if (!model.economy.apart) {
    // Its weights are in the layers.
    if (session === model.decoder) await model.park('decoder')
    const open = (bytes: Uint8Array) => model.part(file, bytes)
    const options = { file, input, output, tile, open, signal }
    const out = await decodeInLayers(scaled(decoder, cells), options).catch(uncut)
    if (out) return planesOf(out, file)
  }
  return decodeInTiles(cells, { tile, scale, decode: cells => decodeWhole(decoder, cells), signal })
}

/** A part that a provider will not have: the whole may still be run. */
function uncut(error: unknown): null {
  if (error instanceof StudioError && error.code === 'model-broken') return null
  throw error
}

const portsOf = ({ session, file }: Decoder) => ({
  input: session.inputs[0]!.name,
  output: outputPort(session, outputNames.vae_decoder, 4, file).name,
})

async function decodeWhole(decoder: Decoder, cells: Cells): Promise<Planes> {
  const { input, output } = portsOf(decoder)
  const out = await decoder.session.run({ [input]: scaled(decoder, cells) }, [output])
  return planesOf(out[output]!, decoder.file)
}

/** A latent as the decoder was taught to read it. */
function scaled({ session, config }: Decoder, { data, dims }: Cells): Tensor {
  const { scaling_factor: scale, shift_factor: shift } = config
  const area = dims[1] * dims[2]
  const shiftOf = (i: number) => (Array.isArray(shift) ? (shift[Math.floor(i / area)] ?? 0) : (shift ?? 0))
  const values = Float32Array.from(data, (v, i) => v / scale + shiftOf(i))
  return tensor(session.inputs[0]!.type, values, [1, ...dims])
}

function planesOf(out: Tensor, file: string): Planes {
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
