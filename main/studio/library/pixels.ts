import { shrinkTo } from '#engine/area-average.ts'
import type { Picture } from '#engine/pipeline/decode.ts'
import { encodePlain, sha256 } from '#engine/png/picture-file.ts'
import { decodePicture } from '../codecs/decode-picture.ts'

export const pixelHash = ({ rgb }: Picture): string => sha256(rgb)

/** What one unpacking gives: the true id, and the thumbnail's bytes. */
export async function unpack(
  bytes: Uint8Array,
  name: string,
  side: number,
): Promise<{ id: string; thumbnail: Uint8Array }> {
  const picture = await decodePicture(bytes, name)
  return { id: pixelHash(picture), thumbnail: encodePlain(shrinkTo(picture, side)) }
}
