import type { Picture } from '#engine/pipeline/decode.ts'
import { checkSize, decodeRgb } from '#engine/png/pixels.ts'
import { StudioError } from '#shared/errors.ts'
import { isWholeJpeg } from '#shared/pictures/jpeg-end.ts'
import { shownSize } from '#shared/pictures/orientation.ts'
import { type PictureKind, type PictureTexts, readPictureTexts } from '#shared/pictures/picture-texts.ts'
import { decodeJpeg } from './jpeg-decode.ts'
import { turned } from './turn.ts'
import { decodeWebp } from './webp-decode.ts'

type Lossy = Exclude<PictureKind, 'png'>
const decoders: Record<Lossy, (bytes: Uint8Array) => Promise<Picture>> = {
  jpeg: decodeJpeg,
  webp: decodeWebp,
}
const names: Record<Lossy, string> = { jpeg: 'JPEG', webp: 'WebP' }

/**
 * The pixels of any PNG, JPEG or WebP as they are meant to be seen: 8-bit RGB, upright, without transparency.
 * Errors: `invalid-input` for what cannot be unpacked, before memory is taken where the header already tells.
 */
export async function decodePicture(bytes: Uint8Array, name: string): Promise<Picture> {
  const told = readPictureTexts(bytes)
  if (!told || told.kind === 'png') return decodeRgb(bytes, name)
  const refuse = (why: string) => new StudioError('invalid-input', `${name} ${why}`)
  requireStill(told, bytes.length, refuse)
  if (told.kind === 'jpeg' && !isWholeJpeg(bytes)) throw refuse('is cut short; copy it again')
  const picture = await decoders[told.kind](bytes).catch((error: Error) => {
    throw refuse(`is damaged, or of a kind that cannot be read: ${error.message}`)
  })
  return turned(picture, told.orientation ?? 1)
}

/** What of a JPEG or WebP speaks against unpacking it, from its header alone. Gives the size as it is seen. */
export function requireStill(
  told: PictureTexts,
  bytes: number,
  refuse: (why: string) => StudioError,
): { width: number; height: number } {
  const { kind, width, height, problem } = told
  if (kind !== 'png' && problem) throw refuse(problem)
  if (kind !== 'png' && !width) throw refuse(`is damaged: its ${names[kind]} header is missing or cut short`)
  checkSize(width, height, bytes, refuse)
  return shownSize(told)
}
