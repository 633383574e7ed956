import { addExif, type Container } from './container.ts'
import { latin1, utf8OrLatin1 } from './decode-text.ts'
import { readExif } from './exif.ts'
import { readOrientation } from './orientation.ts'

export const isWebp = (bytes: Uint8Array): boolean =>
  latin1(bytes.subarray(0, 4)) === 'RIFF' && latin1(bytes.subarray(8, 12)) === 'WEBP'

const webpLimits = { chunks: 65_536 } as const

/** The size and the texts of a WebP: its EXIF and XMP chunks (RFC 9649, 2.7). */
export function readWebp(bytes: Uint8Array): Container {
  const texts = new Map<string, string>()
  let size: Size | undefined
  let problem: string | undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 12, n = 0; at + 8 <= bytes.length && n < webpLimits.chunks; n++) {
    const type = latin1(bytes.subarray(at, at + 4))
    const length = view.getUint32(at + 4, true)
    const start = at + 8
    if (start + length > bytes.length) {
      problem ??= cutShort
      break
    }
    const data = bytes.subarray(start, start + length)
    size ??= sizes[type]?.(data)
    if (type === 'EXIF') {
      addExif(texts, readExif(data))
      if ((readOrientation(data) ?? 1) !== 1) problem ??= sideways
    }
    if (type === 'ANIM') problem = moving
    if (type === 'XMP ' && !texts.has('xmp')) texts.set('xmp', utf8OrLatin1(data))
    at = start + length + (length & 1)
  }
  return { width: size?.width ?? 0, height: size?.height ?? 0, texts, problem }
}

const cutShort = 'is cut short; copy it again'
const moving = 'is an animated WebP; save the one picture of it that you mean'
/** Some programs turn such a WebP and some do not (the format's description does not say). */
const sideways =
  'is a WebP that says it lies on its side, which programs do not read alike; turn it upright and save it again'

type Size = { width: number; height: number }
const bytes24 = (data: Uint8Array, at: number) => data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16)

/** Where each kind of header keeps its size (RFC 9649, 2.5 to 2.7 and 3.4; RFC 6386, 9.1). */
const sizes: Record<string, (data: Uint8Array) => Size | undefined> = {
  VP8X: data =>
    data.length < 10 ? undefined : { width: bytes24(data, 4) + 1, height: bytes24(data, 7) + 1 },
  VP8L: data => {
    if (data.length < 5 || data[0] !== 0x2f) return undefined
    const bits = data[1]! | (data[2]! << 8) | (data[3]! << 16) | (data[4]! << 24)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  },
  'VP8 ': data => {
    if (data.length < 10 || data[3] !== 0x9d || data[4] !== 0x01 || data[5] !== 0x2a) return undefined
    return {
      width: (data[6]! | (data[7]! << 8)) & 0x3fff,
      height: (data[8]! | (data[9]! << 8)) & 0x3fff,
    }
  },
}
