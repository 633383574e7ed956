import { t } from '../../strings.ts'

/** Larger files are not opened. */
export const largestFile = 256 * 2 ** 20
/** Pixels of a picture that can be placed: what a bitmap of it and its PNG need has to fit. */
export const mostPixels = 64e6

const words = t.canvas.problems

/** A picture that can be placed, and what has to be said of it. Errors: an Error with a sentence for people. */
export async function readPicture(file: File): Promise<{ bitmap: ImageBitmap; note: string | null }> {
  if (file.size > largestFile) throw new Error(words.large(file.name, largestFile >> 20))
  const head = new Uint8Array(await file.slice(0, 4096).arrayBuffer())
  const kind = kindOf(head)
  if (!kind) throw new Error(words.kind(file.name))
  const claimed = kind.size?.(head)
  const refuse = ({ width, height }: { width: number; height: number }) => {
    if (width * height > mostPixels) throw new Error(words.huge(file.name, width, height, mostPixels / 1e6))
  }
  // A few bytes can stand for gigabytes: what the header tells is looked at before anything is unpacked.
  if (claimed) refuse(claimed)
  const bitmap = await createImageBitmap(new Blob([file], { type: kind.type })).catch(() => {
    throw new Error(words.broken(file.name))
  })
  try {
    refuse(bitmap)
  } catch (error) {
    bitmap.close()
    throw error
  }
  return { bitmap, note: kind.moves?.(head) ? words.first(file.name) : null }
}

type Kind = {
  type: string
  is: (head: Uint8Array) => boolean
  size?: (head: Uint8Array) => { width: number; height: number }
  moves?: (head: Uint8Array) => boolean
}

const text = (head: Uint8Array, from: number, to: number) => String.fromCharCode(...head.subarray(from, to))
const has = (head: Uint8Array, what: string) => text(head, 0, head.length).includes(what)
const view = (head: Uint8Array) => new DataView(head.buffer, head.byteOffset, head.byteLength)

const kinds: readonly Kind[] = [
  {
    type: 'image/png',
    is: head => text(head, 1, 4) === 'PNG',
    size: head => ({ width: view(head).getUint32(16), height: view(head).getUint32(20) }),
    moves: head => has(head, 'acTL'),
  },
  { type: 'image/jpeg', is: head => head[0] === 0xff && head[1] === 0xd8 },
  {
    type: 'image/webp',
    is: head => text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP',
    moves: head => has(head, 'ANIM'),
  },
  {
    type: 'image/avif',
    is: head => text(head, 4, 8) === 'ftyp' && /avi[fs]/.test(text(head, 8, 32)),
    moves: head => text(head, 8, 12) === 'avis',
  },
  {
    type: 'image/gif',
    is: head => text(head, 0, 3) === 'GIF',
    size: head => ({ width: view(head).getUint16(6, true), height: view(head).getUint16(8, true) }),
    moves: head => has(head, 'NETSCAPE2.0'),
  },
]

const kindOf = (head: Uint8Array): Kind | undefined =>
  head.length > 24 ? kinds.find(({ is }) => is(head)) : undefined
