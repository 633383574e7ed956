import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Context, Parsed } from '#shared/contract.ts'
import { StudioError } from '#shared/errors.ts'
import { withChunks } from '#shared/png/chunks.ts'
import { timeLeft } from '#shared/time-left.ts'
import type { UpscaleContract, UpscaleProgress, UpscaleResult } from '#shared/upscale-contract.ts'
import { type Claim, claim } from '../files/claim.ts'
import { encodePlain, sha256 } from '../png/picture-file.ts'
import { decodeRgb } from '../png/pixels.ts'
import type { UpscalerKeeper } from './keeper.ts'
import { nameOfUpscaler } from './name-of.ts'
import { toldOfUpscaled } from './told.ts'
import { upscaleWithinMemory } from './within-memory.ts'

type Request = Parsed<UpscaleContract['upscale.run']>

/**
 * Upscales PNG files, each written as soon as it is done; all names are claimed first, and what is not written is given
 * up. Errors: those of `openUpscaler` and `upscale`; `invalid-input` for a file that is no picture, or a factor that is
 * more than the graph makes.
 */
export async function upscaleFiles(
  { model, device, images, tile, factor: wanted }: Request,
  { signal, emit }: Context<UpscaleProgress>,
  upscalers: UpscalerKeeper,
): Promise<UpscaleResult> {
  const claims: Claim[] = []
  try {
    for (const { to } of images) claims.push(await claim(to))
    const upscaler = await upscalers.get(model, device)
    const name = nameOfUpscaler(model)
    const factor = wanted ?? upscaler.scale
    if (factor > upscaler.scale)
      throw new StudioError(
        'invalid-input',
        `${name} makes pictures ${upscaler.scale} times as large, not ${factor}; ask for ${upscaler.scale} or less, or take another upscaler`,
      )
    const results: UpscaleResult['images'] = []
    const ends = [performance.now()]
    for (const [image, { from, about }] of images.entries()) {
      const source = await bytesOf(from)
      const picture = decodeRgb(source, basename(from))
      const large = await upscaleWithinMemory(upscaler, picture, {
        factor,
        ...(tile !== undefined && { tile }),
        signal,
        onTile: (done, of) => {
          ends.push(performance.now())
          const msLeft = timeLeft(ends, of - done + (images.length - image - 1) * of)
          emit({ kind: 'tile', image, images: images.length, tile: done, of, msLeft })
        },
      })
      const upscaled = { from: sha256(picture.rgb), upscaler: name, hash: upscaler.hash, factor }
      const said = toldOfUpscaled(about ? await bytesOf(about) : source, upscaled, sha256(large.rgb))
      const bytes = withChunks(encodePlain(large), said)
      await claims[image]!.commit(bytes)
      const { width, height } = large
      results.push({ from, file: claims[image]!.file, sha256: sha256(bytes), width, height, upscaled })
    }
    const { id, name: deviceName, skipped } = upscaler.device
    return { images: results, scale: upscaler.scale, factor, device: { id, name: deviceName, skipped } }
  } finally {
    for (const held of claims) await held.giveUp()
  }
}

const bytesOf = async (file: string): Promise<Uint8Array> =>
  new Uint8Array(
    await readFile(file).catch((error: NodeJS.ErrnoException) => {
      throw new StudioError('invalid-input', `Cannot read ${file} (${error.code})`)
    }),
  )
