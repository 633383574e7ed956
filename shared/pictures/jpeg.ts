import { addExif, type Container } from './container.ts'
import { latin1, utf8OrLatin1 } from './decode-text.ts'
import { readExif } from './exif.ts'
import { readOrientation } from './orientation.ts'

export const isJpeg = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff

const jpegLimits = { segments: 4096 } as const

const [startOfScan, endOfImage, application1, comment] = [0xda, 0xd9, 0xe1, 0xfe]
/** SOF0 to SOF15, without the tables that lie among them (ISO/IEC 10918-1, table B.1). */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
const standsAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)

/** The size and the texts before a JPEG's first scan: EXIF and comments. XMP is passed over. */
export function readJpeg(bytes: Uint8Array): Container {
  const texts = new Map<string, string>()
  let [width, height] = [0, 0]
  let orientation: number | undefined
  let problem: string | undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 2, n = 0; at + 4 <= bytes.length && n < jpegLimits.segments; n++) {
    if (bytes[at] !== 0xff) break
    const marker = bytes[at + 1]!
    // Any number of 0xff may fill the room before a marker.
    if (marker === 0xff) {
      at++
      n--
      continue
    }
    if (standsAlone(marker)) {
      at += 2
      continue
    }
    if (marker === startOfScan || marker === endOfImage) break
    const length = view.getUint16(at + 2)
    if (length < 2 || at + 2 + length > bytes.length) break
    const data = bytes.subarray(at + 4, at + 2 + length)
    if (isFrame(marker) && data.length >= 6) {
      ;[height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
      if (data[5] === 4) problem = 'is a JPEG for print (CMYK); save it as RGB'
    }
    if (marker === application1 && latin1(data.subarray(0, 6)) === 'Exif\0\0') {
      addExif(texts, readExif(data))
      orientation ??= readOrientation(data)
    }
    if (marker === comment) addComment(texts, data)
    at += 2 + length
  }
  return { width, height, texts, orientation, problem }
}

/** stable-diffusion.cpp writes a keyword before the text, as PNG has it; others write the text alone. */
function addComment(texts: Map<string, string>, data: Uint8Array): void {
  const text = utf8OrLatin1(data).replace(/\0$/, '')
  const end = text.indexOf('\0')
  const keyword = end === 'parameters'.length ? text.slice(0, end) : 'comment'
  if (!texts.has(keyword)) texts.set(keyword, keyword === 'comment' ? text : text.slice(end + 1))
}
