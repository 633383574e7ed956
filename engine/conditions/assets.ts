import { createHash } from 'node:crypto'
import type { AssetId, Assets as Files } from '#shared/conditions.ts'
import { StudioError } from '#shared/errors.ts'
import { decodeRgba, type Rgba } from '../png/pixels.ts'
import { resample } from '../resample.ts'

/** The images that came along with a request, each unpacked once, when it is first asked for. */
export type Assets = {
  /** As it lies in the file: 8 bits, not premultiplied. Nobody may write into it. */
  rgba(id: AssetId): Rgba
  /**
   * Its brightness (Rec. 709 weights on the stored values) as `width` x `height` numbers from 0 to 1, transparent as
   * black; each the mean of the area it covers, or, where that is less than a pixel, between its neighbours.
   */
  grey(id: AssetId, width: number, height: number): Float32Array
}

/**
 * Errors, when an image is asked for: `invalid-input` where it did not come along, where its bytes are not those that it
 * is called by, and those of `decodeRgba`.
 */
export function assetsOf(files: Files): Assets {
  const opened = new Map<AssetId, Rgba>()
  const rgba = (id: AssetId): Rgba => {
    const image = opened.get(id) ?? opening(files, id)
    opened.set(id, image)
    return image
  }
  return seenThrough(rgba)
}

/** Images as they are opened by `rgba`. */
export const seenThrough = (rgba: Assets['rgba']): Assets => ({
  rgba,
  grey: (id, width, height) => {
    const image = rgba(id)
    return resample(brightness(image), image, { width, height })
  },
})

/** Of settings that came without any. */
export const noAssets: Assets = assetsOf({})

function opening(files: Files, id: AssetId): Rgba {
  const name = `The image ${id.slice(0, 8)}`
  const bytes = Object.hasOwn(files, id) ? files[id] : undefined
  if (!bytes)
    throw new StudioError(
      'invalid-input',
      `${name} is not at hand; open the drawing or the picture that it belongs to, or take it out of the conditions`,
    )
  if (createHash('sha256').update(bytes).digest('hex') !== id)
    throw new StudioError('invalid-input', `${name} is damaged: its bytes are not those that it is called by`)
  return decodeRgba(bytes, name)
}

function brightness({ width, height, rgba }: Rgba): Float32Array {
  const grey = new Float32Array(width * height)
  for (let p = 0, i = 0; p < grey.length; p++, i += 4) {
    const value = 0.2126 * rgba[i]! + 0.7152 * rgba[i + 1]! + 0.0722 * rgba[i + 2]!
    grey[p] = Math.min(1, (value * rgba[i + 3]!) / (255 * 255))
  }
  return grey
}
