import { type ByteOrder, latin1, orderOfUtf16, utf8, utf8OrLatin1, utf16 } from './decode-text.ts'

/** The tags in which programs keep settings (Exif 3.0, 4.6.5 and 4.6.6), by number. */
const tags = {
  270: 'ImageDescription',
  271: 'Make',
  272: 'Model',
  305: 'Software',
  37500: 'MakerNote',
  37510: 'UserComment',
} as const
type ExifTag = (typeof tags)[keyof typeof tags]
export type ExifTexts = Partial<Record<ExifTag, string>>

export const exifLimits = { entries: 512 } as const
const exifDirectory = 0x8769
/** BYTE, ASCII, UNDEFINED and UTF-8: what takes one byte each. */
const oneByteTypes = new Set([1, 2, 7, 129])

/**
 * The texts of a block of EXIF, with or without the `Exif\0\0` that JPEG puts before it. Looks into the first directory
 * and the one that it names for the rest, no further; what lies outside the block is left out.
 */
export function readExif(block: Uint8Array): ExifTexts {
  const tiff = latin1(block.subarray(0, 6)) === 'Exif\0\0' ? block.subarray(6) : block
  if (tiff.length < 8) return {}
  const mark = latin1(tiff.subarray(0, 2))
  if (mark !== 'II' && mark !== 'MM') return {}
  const order: ByteOrder = mark === 'II' ? 'little' : 'big'
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const found: ExifTexts = {}
  const inner = readDirectory(view, tiff, view.getUint32(4, order === 'little'), order, found)
  // Once more, whatever that one names: two directories are all there are.
  if (inner !== undefined) readDirectory(view, tiff, inner, order, found)
  return found
}

/** Puts what it finds into `found`; returns where the EXIF directory lies. */
function readDirectory(
  view: DataView,
  tiff: Uint8Array,
  at: number,
  order: ByteOrder,
  found: ExifTexts,
): number | undefined {
  const little = order === 'little'
  if (at + 2 > tiff.length) return undefined
  const count = Math.min(view.getUint16(at, little), exifLimits.entries)
  let inner: number | undefined
  for (let i = 0, entry = at + 2; i < count && entry + 12 <= tiff.length; i++, entry += 12) {
    const number = view.getUint16(entry, little)
    if (number === exifDirectory) inner = view.getUint32(entry + 8, little)
    const tag = (tags as Record<number, ExifTag>)[number]
    if (!tag || found[tag] || !oneByteTypes.has(view.getUint16(entry + 2, little))) continue
    const length = view.getUint32(entry + 4, little)
    const start = length > 4 ? view.getUint32(entry + 8, little) : entry + 8
    if (start + length > tiff.length) continue
    const bytes = tiff.subarray(start, start + length)
    const text = tag === 'UserComment' ? userComment(bytes, order) : trimmed(utf8OrLatin1(bytes))
    if (text) found[tag] = text
  }
  return inner
}

/** Eight bytes name the encoding (Exif 3.0, 4.6.6, UserComment); Fooocus leaves them out. */
function userComment(bytes: Uint8Array, order: ByteOrder): string {
  const name = latin1(bytes.subarray(0, 8))
  const rest = bytes.subarray(8)
  if (name === 'UNICODE\0') return trimmed(unicode(rest, order))
  if (name === 'ASCII\0\0\0' || name === '\0\0\0\0\0\0\0\0') return trimmed(utf8OrLatin1(rest))
  return trimmed(utf8OrLatin1(bytes))
}

/** Either order occurs, whatever the block's own is: piexif always writes big-endian. Some write UTF-8 under that name. */
function unicode(bytes: Uint8Array, order: ByteOrder): string {
  const told = orderOfUtf16(bytes)
  const asUtf8 = told ? undefined : utf8(bytes)
  if (asUtf8 !== undefined && !asUtf8.includes('\0') && /^[\x20-\x7e\s]/.test(asUtf8)) return asUtf8
  return utf16(bytes, told ?? order).replace(/^\ufeff/, '')
}

function trimmed(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--
  return text.slice(0, end).trim()
}
