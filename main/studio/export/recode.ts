import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Picture } from '#engine/pipeline/decode.ts'
import { encodePlain } from '#engine/png/picture-file.ts'
import { StudioError } from '#shared/errors.ts'
import { kindOfPicture, type PictureKind } from '#shared/pictures/picture-texts.ts'
import { withChunks } from '#shared/png/chunks.ts'
import type { ExportFormat } from '#shared/studio/exchange.ts'
import { encodeAvif } from '../codecs/avif-encode.ts'
import { decodePicture } from '../codecs/decode-picture.ts'
import { encodeJpeg } from '../codecs/jpeg-encode.ts'
import { encodeWebp } from '../codecs/webp-encode.ts'
import { pixelHash } from '../library/pixels.ts'
import { withAvifExif } from './avif-exif.ts'
import { jpegExifLimit, strippedJpeg, withJpegExif } from './jpeg-out.ts'
import { asChunks, fittingExif, type KeptTexts, keptTexts, saysAsMuch } from './kept-texts.ts'
import { strippedPng } from './png-out.ts'
import { strippedWebp, withWebpExif } from './webp-out.ts'

export type RecodeWish = {
  file: string
  /** Null: as it is. */
  format: ExportFormat | null
  /** Of the encoder's own scale; null: a picture that is of that kind already is not packed again. */
  quality: number | null
  strip: boolean
}
export type Recoded = { bytes: Uint8Array; ending: string; notes: string[] }

type Lossy = {
  ending: string
  quality: number
  encode: (picture: Picture, quality: number) => Promise<Uint8Array>
  withExif: (bytes: Uint8Array, exif: Uint8Array) => Uint8Array
  exifLimit: number
}
const lossy: Record<Exclude<ExportFormat, 'png'>, Lossy> = {
  jpeg: { ending: '.jpg', quality: 92, encode: encodeJpeg, withExif: withJpegExif, exifLimit: jpegExifLimit },
  webp: { ending: '.webp', quality: 90, encode: encodeWebp, withExif: withWebpExif, exifLimit: 16 << 20 },
  avif: { ending: '.avif', quality: 80, encode: encodeAvif, withExif: withAvifExif, exifLimit: 16 << 20 },
}
const stripped: Record<PictureKind, (bytes: Uint8Array) => Uint8Array | null> = {
  png: strippedPng,
  jpeg: strippedJpeg,
  webp: strippedWebp,
}
const endings: Record<PictureKind, string> = { png: '.png', jpeg: '.jpg', webp: '.webp' }

/**
 * A picture of the library as another file: of another kind, packed anew, or without texts. `notes` say what of its
 * making could not come along. Errors: `invalid-input` for what cannot be unpacked.
 */
export async function recode({ file, format, quality, strip }: RecodeWish): Promise<Recoded> {
  const bytes = new Uint8Array(await readFile(file))
  const name = basename(file)
  const kind = kindOfPicture(bytes)
  if (!kind) throw new StudioError('invalid-input', `${name} is no picture any more`)
  if ((format ?? kind) === kind && quality === null) {
    const out = strip ? stripped[kind](bytes) : bytes
    if (out) return { bytes: out, ending: endings[kind], notes: [] }
  }
  const picture = await decodePicture(bytes, name)
  const kept = strip ? null : keptTexts(bytes)
  const to = format ?? kind
  if (to === 'png') return { bytes: asPng(picture, kept), ending: '.png', notes: [] }
  return asLossy(picture, lossy[to], quality, kept)
}

function asPng(picture: Picture, kept: KeptTexts | null): Uint8Array {
  const png = encodePlain(picture)
  return kept ? withChunks(png, asChunks(kept, pixelHash(picture))) : png
}

async function asLossy(
  picture: Picture,
  { ending, quality: usual, encode, withExif, exifLimit }: Lossy,
  quality: number | null,
  kept: KeptTexts | null,
): Promise<Recoded> {
  const packed = await encode(picture, quality ?? usual)
  if (!kept) return { bytes: packed, ending, notes: [] }
  const { exif, whole } = fittingExif(kept, exifLimit)
  const notes: string[] = []
  if (!whole) notes.push(`what it says of its making is too long for ${ending}; only a part came along`)
  else if (!saysAsMuch(exif, kept)) notes.push(`what it says of its making has no place in ${ending}`)
  if (kept.heavy)
    notes.push('the numbers of its knobs and the images of its conditions come along in PNG alone')
  return { bytes: exif ? withExif(packed, exif) : packed, ending, notes }
}
