import type { Picture } from '#engine/pipeline/decode.ts'
import { encodeWebp } from '../codecs/webp-encode.ts'
import type { Showing } from './apng.ts'

/** libwebp's scale, 0 to 100: here the frames are hard to tell from the originals. */
const quality = 92

/** One picture's lossy image data: a VP8 chunk as it stands in a WebP file, behind RIFF, length and WEBP. */
export const webpFrame = async (picture: Picture): Promise<Uint8Array> =>
  (await encodeWebp(picture, quality)).subarray(12)

/** Frames as an animated WebP (RFC 9649, 2.7): `images` are chunks from `webpFrame`, all of one size. */
export function animatedWebp(
  images: readonly Uint8Array[],
  { width, height }: { width: number; height: number },
  { perSecond, loop }: Showing,
): Uint8Array {
  const canvas = bytes([width - 1, 3], [height - 1, 3])
  const hasAnimation = 1 << 1
  const overwrite = 1 << 1
  const frames = images.map((image, i) => {
    const duration = Math.round(((i + 1) * 1000) / perSecond) - Math.round((i * 1000) / perSecond)
    return chunk('ANMF', Buffer.concat([bytes([0, 6]), canvas, bytes([duration, 3], [overwrite, 1]), image]))
  })
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    chunk('VP8X', Buffer.concat([bytes([hasAnimation, 4]), canvas])),
    chunk('ANIM', bytes([0, 4], [loop ? 0 : 1, 2])),
    ...frames,
  ])
  return Buffer.concat([Buffer.from('RIFF'), bytes([body.length, 4]), body])
}

/** A RIFF chunk; odd ones get a byte more. */
const chunk = (type: string, data: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(type), bytes([data.length, 4]), data, new Uint8Array(data.length & 1)])

/** Whole numbers of so many bytes each, the lowest byte first. */
const bytes = (...numbers: [value: number, count: number][]): Uint8Array =>
  Uint8Array.from(
    numbers.flatMap(([value, count]) =>
      Array.from({ length: count }, (_, i) => Math.floor(value / 256 ** i) % 256),
    ),
  )
