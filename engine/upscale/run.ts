import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { Context, Parsed } from '#shared/contract.ts'
import { StudioError } from '#shared/errors.ts'
import { a1111Keyword } from '#shared/png/a1111.ts'
import { textChunk, withChunks } from '#shared/png/chunks.ts'
import { timeLeft } from '#shared/time-left.ts'
import type { UpscaleContract, UpscaleProgress, UpscaleResult } from '#shared/upscale-contract.ts'
import { type Claim, claim } from '../files/claim.ts'
import { encodePlain, pngText, sha256 } from '../png/picture-file.ts'
import { decodeRgb } from '../png/pixels.ts'
import type { UpscalerKeeper } from './keeper.ts'
import type { Upscaler } from './open.ts'
import { upscale } from './upscale.ts'

type Request = Parsed<UpscaleContract['upscale.run']>

/**
 * Upscales PNG files, each written as soon as it is done; all names are claimed first, and what is not written is given
 * up. Errors: those of `openUpscaler` and `upscale`; `invalid-input` for a file that is no picture.
 */
export async function upscaleFiles(
  { model, device, images, tile }: Request,
  { signal, emit }: Context<UpscaleProgress>,
  upscalers: UpscalerKeeper,
): Promise<UpscaleResult> {
  const claims: Claim[] = []
  try {
    for (const { to } of images) claims.push(await claim(to))
    const upscaler = await upscalers.get(model, device)
    const results: UpscaleResult['images'] = []
    const ends = [performance.now()]
    for (const [image, { from }] of images.entries()) {
      const source = new Uint8Array(await readFile(from).catch(cannotRead(from)))
      const picture = decodeRgb(source, basename(from))
      const large = await upscale(upscaler, picture, {
        ...(tile !== undefined && { tile }),
        signal,
        onTile: (done, of) => {
          ends.push(performance.now())
          const msLeft = timeLeft(ends, of - done + (images.length - image - 1) * of)
          emit({ kind: 'tile', image, images: images.length, tile: done, of, msLeft })
        },
      })
      const bytes = withChunks(encodePlain(large), [textChunk(a1111Keyword, told(source, upscaler))])
      await claims[image]!.commit(bytes)
      const { width, height } = large
      results.push({ from, file: claims[image]!.file, sha256: sha256(bytes), width, height })
    }
    const { id, name, skipped } = upscaler.device
    return { images: results, scale: upscaler.scale, device: { id, name, skipped } }
  } finally {
    for (const held of claims) await held.giveUp()
  }
}

/** How the picture was made, as A1111's extras tab goes on with it. */
function told(source: Uint8Array, { scale, file }: Upscaler): string {
  const before = pngText(source, a1111Keyword)
  const name = basename(file, extname(file))
  const said = `Postprocess upscale by: ${scale}, Postprocess upscaler: ${/[,:\n"]/.test(name) ? JSON.stringify(name) : name}`
  return before ? `${before.trimEnd()}, ${said}` : said
}

const cannotRead = (file: string) => (error: NodeJS.ErrnoException) => {
  throw new StudioError('invalid-input', `Cannot read ${file} (${error.code})`)
}
