import { StudioError } from '#shared/errors.ts'
import { t } from '../../strings.ts'
import { headBytes, kindOf } from './picture-kinds.ts'

/** Larger files are not opened. */
export const largestFile = 256 * 2 ** 20
/** Pixels of a picture that can be placed: what a bitmap of it and its PNG need has to fit. */
const mostPixels = 64e6

const words = t.canvas.problems

/** A picture that can be placed, and what has to be said of it. Errors: `invalid-input` with a sentence. */
export async function readPicture(file: File): Promise<{ bitmap: ImageBitmap; note: string | null }> {
  if (file.size > largestFile)
    throw new StudioError('invalid-input', words.large(file.name, largestFile >> 20))
  const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer())
  const kind = kindOf(head)
  if (!kind) throw new StudioError('invalid-input', words.kind(file.name))
  const refuse = ({ width, height }: { width: number; height: number }) => {
    if (width * height > mostPixels)
      throw new StudioError('invalid-input', words.huge(file.name, width, height, mostPixels / 1e6))
  }
  // A few bytes can stand for gigabytes: what the header tells is looked at before anything is unpacked.
  const claimed = kind.size(head)
  if (claimed) refuse(claimed)
  const bitmap = await createImageBitmap(new Blob([file], { type: kind.type })).catch(() => {
    throw new StudioError('invalid-input', words.broken(file.name))
  })
  try {
    refuse(bitmap)
  } catch (error) {
    bitmap.close()
    throw error
  }
  return { bitmap, note: kind.moves?.(head) ? words.first(file.name) : null }
}
