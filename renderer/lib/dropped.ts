/** Larger files are not read at all. */
export const largestDrop = 64 * 2 ** 20
const largestSide = 16_384
const signature = [137, 80, 78, 71, 13, 10, 26, 10]

export type DropProblem = 'empty' | 'notPng' | 'tooLarge' | 'tooWide' | 'broken'

/** What speaks against reading a dropped file, told from its size and its first 24 bytes alone. */
export function dropProblem(size: number, head: Uint8Array): DropProblem | null {
  if (size === 0) return 'empty'
  if (signature.some((byte, at) => head[at] !== byte)) return 'notPng'
  if (size > largestDrop) return 'tooLarge'
  if (head.length < 24) return 'broken'
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  if (!width || !height) return 'broken'
  return width > largestSide || height > largestSide ? 'tooWide' : null
}

/** Whether a dropped file is part of a knob, by its name: its description, or the numbers beside it. */
export const isKnobFile = (name: string): boolean => /\.(knob\.json|safetensors)$/i.test(name)
