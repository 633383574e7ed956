import { open } from 'node:fs/promises'
import { StudioError } from '#shared/errors.ts'
import { kindOfPicture, type PictureKind, readPictureTexts } from '#shared/pictures/picture-texts.ts'
import { requireStill } from '../codecs/decode-picture.ts'
import { pictureLimits } from './limits.ts'
import { readPngHead } from './png-file.ts'

export type PictureHead = {
  kind: PictureKind
  /** As it is seen, upright. */
  width: number
  height: number
  /** A file with the same texts, for `pictureOrigin`. */
  texts: Uint8Array
  warnings: string[]
}

/** A JPEG's texts stand before its pixels; those of a WebP may stand behind them. */
const startOfJpeg = 1 << 20

/**
 * What a picture file says before its pixels are unpacked, whatever it is called.
 * Errors: `invalid-input` when it is empty, none of the three kinds, cut short, too large, or moves.
 */
export async function readPictureHead(file: string, name: string): Promise<PictureHead> {
  const refuse = (why: string) => new StudioError('invalid-input', `${name} ${why}`)
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    if (size === 0) throw refuse('is empty (0 bytes)')
    const read = async (length: number) => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0)
      return new Uint8Array(buffer.buffer, buffer.byteOffset, bytesRead)
    }
    const kind = kindOfPicture(await read(Math.min(size, 16)))
    if (!kind) throw refuse('is no PNG, JPEG or WebP picture, whatever its name says')
    if (kind === 'png') return { kind, ...(await readPngHead(file, name)) }
    // Before anything of it is held in memory.
    if (size > pictureLimits.bytes)
      throw refuse(
        `has ${Math.round(size / 2 ** 20)} MiB; at most ${pictureLimits.bytes >> 20} MiB are opened`,
      )
    let texts = await read(kind === 'jpeg' ? Math.min(size, startOfJpeg) : size)
    if (kind === 'jpeg' && size > startOfJpeg && !readPictureTexts(texts)?.width) texts = await read(size)
    return { kind, ...requireStill(readPictureTexts(texts)!, size, refuse), texts, warnings: [] }
  } finally {
    await handle.close()
  }
}
