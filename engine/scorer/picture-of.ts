import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { isPng } from '#shared/png/chunks.ts'
import type { Picture } from '../pipeline/decode.ts'
import { decodeRgb } from '../png/pixels.ts'

/** A PNG file's pixels. Errors: `invalid-input` for a file that is no picture. */
export async function pictureOf(file: string): Promise<Picture> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.code
    throw new StudioError('invalid-input', `Cannot read ${file}: ${why}`)
  })
  if (!isPng(bytes))
    throw new StudioError('invalid-input', `${basename(file)} is not a PNG file; only PNG files are scored`)
  return decodeRgb(bytes, basename(file))
}
