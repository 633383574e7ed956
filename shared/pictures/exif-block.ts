/** Where each text goes: IFD0, or the EXIF directory that it names (Exif 3.0, 4.6.5 and 4.6.6). */
const places = {
  ImageDescription: { tag: 270, inner: false },
  Make: { tag: 271, inner: false },
  Model: { tag: 272, inner: false },
  Software: { tag: 305, inner: false },
  MakerNote: { tag: 37_500, inner: true },
  UserComment: { tag: 37_510, inner: true },
} as const
export type ExifOut = Partial<Record<keyof typeof places, string>>

const [ascii, long, undefinedType] = [2, 4, 7]
const exifDirectory = 0x8769
type Entry = { tag: number; type: number; data: Uint8Array }

/** `UNICODE` and UTF-16, the first byte the high one, as piexif and with it A1111 write UserComment. */
function userComment(text: string): Uint8Array {
  const out = new Uint8Array(8 + 2 * text.length)
  out.set(new TextEncoder().encode('UNICODE\0'))
  const view = new DataView(out.buffer)
  for (let i = 0; i < text.length; i++) view.setUint16(8 + 2 * i, text.charCodeAt(i))
  return out
}

function entryOf(name: keyof typeof places, text: string): Entry {
  const { tag } = places[name]
  const utf8 = new TextEncoder()
  if (name === 'UserComment') return { tag, type: undefinedType, data: userComment(text) }
  if (name === 'MakerNote') return { tag, type: undefinedType, data: utf8.encode(text) }
  return { tag, type: ascii, data: utf8.encode(`${text}\0`) }
}

/** A block of EXIF (TIFF, big-endian) that holds these texts; null for none. */
export function exifBlock(texts: ExifOut): Uint8Array | null {
  const named = Object.entries(texts).filter(([, text]) => text) as [keyof typeof places, string][]
  if (!named.length) return null
  const of = (inner: boolean) =>
    named
      .filter(([name]) => places[name].inner === inner)
      .map(([name, text]) => entryOf(name, text))
      .sort((a, b) => a.tag - b.tag)
  const [outer, inner] = [of(false), of(true)]
  if (inner.length) outer.push({ tag: exifDirectory, type: long, data: new Uint8Array(4) })
  const head = 8
  const outerEnd = head + sizeOf(outer)
  const out = new Uint8Array(outerEnd + (inner.length ? sizeOf(inner) : 0))
  const view = new DataView(out.buffer)
  out.set([0x4d, 0x4d, 0, 42, 0, 0, 0, head])
  if (inner.length) new DataView(outer.at(-1)!.data.buffer).setUint32(0, outerEnd)
  writeDirectory(view, out, head, outer)
  if (inner.length) writeDirectory(view, out, outerEnd, inner)
  return out
}

const even = (n: number) => n + (n & 1)
const behind = ({ data }: Entry) => (data.length > 4 ? even(data.length) : 0)
const sizeOf = (entries: readonly Entry[]) =>
  2 + 12 * entries.length + 4 + entries.reduce((sum, entry) => sum + behind(entry), 0)

function writeDirectory(view: DataView, out: Uint8Array, at: number, entries: readonly Entry[]): void {
  view.setUint16(at, entries.length)
  let data = at + 2 + 12 * entries.length + 4
  for (const [i, entry] of entries.entries()) {
    const place = at + 2 + 12 * i
    view.setUint16(place, entry.tag)
    view.setUint16(place + 2, entry.type)
    view.setUint32(place + 4, entry.type === long ? 1 : entry.data.length)
    const inPlace = entry.data.length <= 4
    if (!inPlace) view.setUint32(place + 8, data)
    out.set(entry.data, inPlace ? place + 8 : data)
    data += behind(entry)
  }
}
