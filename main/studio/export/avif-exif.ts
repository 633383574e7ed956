/** A box: its name, where it begins, and where its content does (ISO/IEC 14496-12, 4.2). */
type Box = { type: string; start: number; body: number; end: number }

const text = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
const big = (value: number, count: 2 | 4) =>
  Uint8Array.from({ length: count }, (_, i) => (value >>> (8 * (count - 1 - i))) & 255)
const name = (letters: string) => new TextEncoder().encode(letters)
const box = (type: string, ...parts: Uint8Array[]): Uint8Array => {
  const body = Buffer.concat(parts)
  return Buffer.concat([big(body.length + 8, 4), name(type), body])
}
/** Version and flags of a full box. */
const plain = new Uint8Array(4)

function boxesIn(bytes: Uint8Array, from: number, to: number): Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: Box[] = []
  for (let at = from; at + 8 <= to; ) {
    const size = view.getUint32(at)
    if (size < 8 || at + size > to) throw new Error('boxes of a kind that the encoder does not write')
    found.push({ type: text(bytes, at + 4), start: at, body: at + 8, end: at + size })
    at += size
  }
  return found
}

/**
 * An AVIF, as libavif writes them, with a block of EXIF as an item of its own that describes the picture
 * (ISO/IEC 23008-12, Annex A.2). Errors: an `Error` for other layouts.
 */
export function withAvifExif(avif: Uint8Array, exif: Uint8Array): Uint8Array {
  const view = new DataView(avif.buffer, avif.byteOffset, avif.byteLength)
  const meta = boxesIn(avif, 0, avif.length).find(({ type }) => type === 'meta')
  if (!meta) throw new Error('there is no meta box')
  const inside = boxesIn(avif, meta.body + 4, meta.end)
  const of = (type: string) => inside.find(found => found.type === type)
  const [pitm, iloc, iinf] = [of('pitm'), of('iloc'), of('iinf')]
  // Version 0, offsets and lengths of four bytes, no base: what libavif writes.
  if (
    !pitm ||
    !iloc ||
    !iinf ||
    of('iref') ||
    view.getUint32(iloc.body) ||
    view.getUint16(iloc.body + 4) !== 0x4400
  )
    throw new Error('items of a kind that the encoder does not write')
  const primary = view.getUint16(pitm.body + 4)
  const count = view.getUint16(iloc.body + 6)
  const ids: number[] = []
  const extents: number[] = []
  let at = iloc.body + 8
  for (let i = 0; i < count; i++) {
    ids.push(view.getUint16(at))
    const pieces = view.getUint16(at + 4)
    for (let p = 0; p < pieces; p++) extents.push(at + 6 + 8 * p)
    at += 6 + 8 * pieces
  }
  const id = Math.max(...ids) + 1
  const infe = box('infe', Uint8Array.of(2, 0, 0, 0), big(id, 2), big(0, 2), name('Exif'), Uint8Array.of(0))
  const iref = box('iref', plain, box('cdsc', big(id, 2), big(1, 2), big(primary, 2)))
  const entryBytes = 14
  const growth = entryBytes + infe.length + iref.length
  // The first four bytes tell where in the item the block begins.
  const data = box('mdat', big(0, 4), exif)
  const end = avif.length + growth
  const moved = avif.slice()
  const shift = new DataView(moved.buffer)
  for (const place of extents) shift.setUint32(place, view.getUint32(place) + growth)
  const entry = Buffer.concat([big(id, 2), big(0, 2), big(1, 2), big(end + 8, 4), big(exif.length + 4, 4)])
  const locations = box(
    'iloc',
    moved.subarray(iloc.body, iloc.body + 6),
    big(count + 1, 2),
    moved.subarray(iloc.body + 8, iloc.end),
    entry,
  )
  const infos = box(
    'iinf',
    moved.subarray(iinf.body, iinf.body + 4),
    big(view.getUint16(iinf.body + 4) + 1, 2),
    moved.subarray(iinf.body + 6, iinf.end),
    infe,
  )
  const replaced: Record<string, Uint8Array> = { iloc: locations, iinf: infos }
  const content = inside.map(({ type, start, end: close }) => replaced[type] ?? moved.subarray(start, close))
  const newMeta = box('meta', moved.subarray(meta.body, meta.body + 4), ...content, iref)
  return Buffer.concat([moved.subarray(0, meta.start), newMeta, moved.subarray(meta.end), data])
}
