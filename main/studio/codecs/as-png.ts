import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { encodePlain } from '#engine/png/picture-file.ts'
import { isPng } from '#shared/png/chunks.ts'
import { decodePicture } from './decode-picture.ts'

/** A picture file as a PNG, for what takes no other kind. Errors: `invalid-input` as `decodePicture`. */
export async function asPng(file: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(await readFile(file))
  return isPng(bytes) ? bytes : encodePlain(await decodePicture(bytes, basename(file)))
}
