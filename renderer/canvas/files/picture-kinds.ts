type Size = { width: number; height: number }
export type PictureKind = {
  type: string
  is: (head: Uint8Array) => boolean
  /** What the header says of its size, in pixels; nothing where the bytes at hand do not tell. */
  size: (head: Uint8Array) => Size | undefined
  moves?: (head: Uint8Array) => boolean
}

/** Bytes of a file that are looked at before anything is unpacked: a JPEG tells its size behind thumbnails and profiles. */
export const headBytes = 2 ** 20

const text = (head: Uint8Array, from: number, to: number) => String.fromCharCode(...head.subarray(from, to))
/** Whether the first kilobytes hold these letters. */
const has = (head: Uint8Array, what: string) => text(head, 0, 4096).includes(what)
const view = (head: Uint8Array) => new DataView(head.buffer, head.byteOffset, head.byteLength)

/** Frame headers are the markers C0 to CF without those of tables and arithmetic coding (ITU-T T.81, table B.1). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function sizeOfJpeg(head: Uint8Array): Size | undefined {
  const bytes = view(head)
  let at = 2
  while (at + 9 <= head.length && head[at] === 0xff) {
    const marker = head[at + 1]!
    if (marker === 0xff) at += 1
    else if (isFrame(marker)) return { width: bytes.getUint16(at + 7), height: bytes.getUint16(at + 5) }
    else at += 2 + bytes.getUint16(at + 2)
  }
  return undefined
}

/** RFC 9649, sections 2.5 to 2.7. */
function sizeOfWebp(head: Uint8Array): Size | undefined {
  const bytes = view(head)
  const chunk = text(head, 12, 16)
  if (head.length < 30) return undefined
  if (chunk === 'VP8X')
    return { width: 1 + (bytes.getUint32(23, true) >>> 8), height: 1 + (bytes.getUint32(26, true) >>> 8) }
  if (chunk === 'VP8L') {
    const packed = bytes.getUint32(21, true)
    return { width: 1 + (packed & 0x3fff), height: 1 + ((packed >>> 14) & 0x3fff) }
  }
  return { width: bytes.getUint16(26, true) & 0x3fff, height: bytes.getUint16(28, true) & 0x3fff }
}

/** The largest of the boxes `ispe`: a picture of tiles tells the size of each and of the whole (ISO/IEC 23008-12, 6.5.3). */
function sizeOfAvif(head: Uint8Array): Size | undefined {
  const bytes = view(head)
  let largest: Size | undefined
  for (let at = 4; at + 16 <= head.length && at < 65_536; at++) {
    if (head[at] !== 0x69 || text(head, at, at + 4) !== 'ispe') continue
    const size = { width: bytes.getUint32(at + 8), height: bytes.getUint32(at + 12) }
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size
  }
  return largest
}

const kinds: readonly PictureKind[] = [
  {
    type: 'image/png',
    is: head => text(head, 1, 4) === 'PNG',
    size: head => ({ width: view(head).getUint32(16), height: view(head).getUint32(20) }),
    moves: head => has(head, 'acTL'),
  },
  { type: 'image/jpeg', is: head => head[0] === 0xff && head[1] === 0xd8, size: sizeOfJpeg },
  {
    type: 'image/webp',
    is: head => text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP',
    size: sizeOfWebp,
    moves: head => has(head, 'ANIM'),
  },
  {
    type: 'image/avif',
    is: head => text(head, 4, 8) === 'ftyp' && /avi[fs]/.test(text(head, 8, 32)),
    size: sizeOfAvif,
    moves: head => text(head, 8, 12) === 'avis',
  },
  {
    type: 'image/gif',
    is: head => text(head, 0, 3) === 'GIF',
    size: head => ({ width: view(head).getUint16(6, true), height: view(head).getUint16(8, true) }),
    moves: head => has(head, 'NETSCAPE2.0'),
  },
]

/** What a file is by its first bytes, whatever its name says; nothing for what cannot be placed. */
export const kindOf = (head: Uint8Array): PictureKind | undefined =>
  head.length > 24 ? kinds.find(({ is }) => is(head)) : undefined
