import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { shrinkTo } from '#engine/area-average.ts'
import type { Picture } from '#engine/pipeline/decode.ts'
import { encodePlain, sha256 } from '#engine/png/picture-file.ts'
import { decodePicture } from '../codecs/decode-picture.ts'

export const pixelHash = ({ rgb }: Picture): string => sha256(rgb)

export type Wanted = { file: string; side: number }
export type Unpacked = { id: string; thumbnail: Uint8Array }

/** What one unpacking gives: the true id, and the thumbnail's bytes. */
export async function unpack(bytes: Uint8Array, name: string, side: number): Promise<Unpacked> {
  const picture = await decodePicture(bytes, name)
  return { id: pixelHash(picture), thumbnail: encodePlain(shrinkTo(picture, side)) }
}

export const unpackFile = async ({ file, side }: Wanted): Promise<Unpacked> =>
  unpack(new Uint8Array(await readFile(file)), basename(file), side)
