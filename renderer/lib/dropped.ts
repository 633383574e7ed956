import { isJpeg } from '#shared/pictures/jpeg.ts'
import { isWebp } from '#shared/pictures/webp.ts'
import { isPng } from '#shared/png/chunks.ts'
import { largestFile } from '#shared/studio/host.ts'

const largestSide = 16_384

export type DropProblem = 'empty' | 'noPicture' | 'tooLarge' | 'tooWide' | 'broken'

/** What speaks against reading a dropped file, told from its size and its first 24 bytes alone. */
export function dropProblem(size: number, head: Uint8Array): DropProblem | null {
  if (size === 0) return 'empty'
  if (!isPng(head) && !isJpeg(head) && !isWebp(head)) return 'noPicture'
  if (size > largestFile) return 'tooLarge'
  // Where the others keep their size only reading on can tell.
  if (!isPng(head)) return null
  if (head.length < 24) return 'broken'
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  if (!width || !height) return 'broken'
  return width > largestSide || height > largestSide ? 'tooWide' : null
}

/** Whether a dropped file is part of a knob, by its name: its description, or the numbers beside it. */
export const isKnobFile = (name: string): boolean => /\.(knob\.json|safetensors)$/i.test(name)
