import { shrinkTo } from '#engine/area-average.ts'
import type { Picture } from '#engine/pipeline/decode.ts'
import { encodePlain, sha256 } from '#engine/png/picture-file.ts'
import { decodeRgb } from '#engine/png/pixels.ts'

export const pixelHash = ({ rgb }: Picture): string => sha256(rgb)

/** What one unpacking gives: the true id, and the thumbnail's bytes. */
export function unpack(png: Uint8Array, name: string, side: number): { id: string; thumbnail: Uint8Array } {
  const picture = decodeRgb(png, name)
  return { id: pixelHash(picture), thumbnail: encodePlain(shrinkTo(picture, side)) }
}
