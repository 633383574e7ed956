import { StudioError } from '#shared/errors.ts'
import { latin1 } from '#shared/pictures/decode-text.ts'
import { readOrientation } from '#shared/pictures/orientation.ts'

/** What one segment holds at most, its own length and `Exif\0\0` taken off (ISO/IEC 10918-1, B.1.1.4). */
export const jpegExifLimit = 65_535 - 2 - 6

const [application1, startOfScan] = [0xe1, 0xda]

/** A JPEG with a block of EXIF right after its beginning, where readers look for it (Exif 3.0, 4.5.4). */
export function withJpegExif(jpeg: Uint8Array, exif: Uint8Array): Uint8Array {
  if (exif.length > jpegExifLimit) throw new StudioError('internal', 'That EXIF is too long for a JPEG')
  const length = exif.length + 8
  const head = [0xff, application1, length >> 8, length & 255, ...new TextEncoder().encode('Exif\0\0')]
  return Buffer.concat([jpeg.subarray(0, 2), Uint8Array.from(head), exif, jpeg.subarray(2)])
}

/** Kept when texts are taken off: JFIF, colour profiles, and how Adobe's colours are meant. */
const seen = new Set([0xe0, 0xe2, 0xee])
const isText = (marker: number) => (marker >= 0xe0 && marker <= 0xef && !seen.has(marker)) || marker === 0xfe

/** The same JPEG without texts, its pixels untouched; null where EXIF says that it is to be turned. */
export function strippedJpeg(jpeg: Uint8Array): Uint8Array | null {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength)
  const kept = [jpeg.subarray(0, 2)]
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff; ) {
    const marker = jpeg[at + 1]!
    if (marker === startOfScan) return Buffer.concat([...kept, jpeg.subarray(at)])
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    const end = at + 2 + view.getUint16(at + 2)
    const data = jpeg.subarray(at + 4, end)
    const isExif = marker === application1 && latin1(data.subarray(0, 6)) === 'Exif\0\0'
    if (isExif && (readOrientation(data) ?? 1) !== 1) return null
    if (!isText(marker)) kept.push(jpeg.subarray(at, end))
    at = end
  }
  return null
}
