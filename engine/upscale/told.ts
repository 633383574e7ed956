import { readPictureTexts } from '#shared/pictures/picture-texts.ts'
import { a1111Keyword, quoted } from '#shared/png/a1111.ts'
import { type Chunk, internationalChunk, readChunks, textChunk } from '#shared/png/chunks.ts'
import { type PictureRecord, recordKeyword } from '#shared/png/record.ts'
import type { Upscaled } from '#shared/upscaled.ts'
import { inflateForeign, pictureOrigin, recordText } from '../png/picture-file.ts'

/** Where A1111's extras tab writes what was done to a picture after it was drawn. */
const postprocessingKeyword = 'postprocessing'

const textTypes = new Set(['tEXt', 'zTXt', 'iTXt'])

/**
 * The text chunks of an enlarged picture: all that the original says, A1111's keys for the enlarging, and in our own record
 * what it was made of. `about`: the original's bytes, PNG, JPEG or WebP. `pixels`: the enlarged picture's id.
 */
export function toldOfUpscaled(about: Uint8Array, upscaled: Upscaled, pixels: string): Chunk[] {
  const said = `Postprocess upscale by: ${upscaled.factor}, Postprocess upscaler: ${quoted(upscaled.upscaler)}`
  const texts = readPictureTexts(about, inflateForeign)?.texts
  const before = (texts?.get(a1111Keyword) ?? texts?.get('exif:UserComment'))?.trimEnd()
  const record = recordOf(about)
  const own = [a1111Keyword, postprocessingKeyword, recordKeyword].map(keyword => `${keyword}\0`)
  const others = [...readChunks(about)].filter(
    ({ type, data }) => textTypes.has(type) && !own.some(keyword => startsWith(data, keyword)),
  )
  return [
    ...(before ? [textChunk(a1111Keyword, `${before}, ${said}`)] : []),
    textChunk(postprocessingKeyword, said),
    ...(record ? [internationalChunk(recordKeyword, recordText({ ...record, upscaled, pixels }))] : []),
    ...others,
  ]
}

function recordOf(about: Uint8Array): PictureRecord | null {
  try {
    const origin = pictureOrigin(about, 'the picture')
    return origin.kind === 'reroll' ? origin.record : null
  } catch {
    // It does not say how it was made; it can be enlarged all the same.
    return null
  }
}

const startsWith = (data: Uint8Array, text: string): boolean =>
  [...text].every((char, i) => data[i] === char.charCodeAt(0))
