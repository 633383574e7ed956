import { basename } from 'node:path'
import { decodeRgba, type Rgba } from '#engine/png/pixels.ts'
import { StudioError } from '#shared/errors.ts'
import { isPng, readChunks } from '#shared/png/chunks.ts'
import { readInput } from './read-input.ts'

/**
 * A PNG of any depth with its pixels, unpacked now, so that a damaged file is told of before anything is drawn.
 * Errors: `invalid-input` for other formats and for what moves, with what to do.
 */
export function readPng(file: string): { bytes: Uint8Array; pixels: Rgba } {
  const bytes = readInput(file)
  const name = basename(file)
  const refuse = (why: string) => new StudioError('invalid-input', `${name} ${why}`)
  if (!isPng(bytes))
    throw refuse(
      'is not a PNG file, and the command line reads no other; save it as PNG with any image editor, or place it on the canvas, which reads JPEG, WebP, AVIF, GIF and PSD too',
    )
  for (const { type } of readChunks(bytes)) {
    if (type === 'IDAT') break
    if (type === 'acTL') throw refuse('is an animated PNG; save the one picture of it that you mean as a PNG')
  }
  return { bytes, pixels: decodeRgba(bytes, name) }
}
