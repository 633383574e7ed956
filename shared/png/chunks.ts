/** PNG chunks (ISO/IEC 15948, clause 5): length, type, data, CRC-32. Bytes in, bytes out; no decoding of pixels. */
export type Chunk = { type: string; data: Uint8Array }

const signature = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10)
const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

function crc32(...parts: Uint8Array[]): number {
  let c = 0xffffffff
  for (const part of parts) for (const byte of part) c = crcTable[(c ^ byte) & 255]! ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}

const latin1 = (text: string) => Uint8Array.from(text, char => char.charCodeAt(0))
const fromLatin1 = (bytes: Uint8Array) => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

export const isPng = (bytes: Uint8Array): boolean => signature.every((byte, i) => bytes[i] === byte)

/** The chunks in order up to the first that is cut short; pixel data is skipped over, not copied. */
export function* readChunks(bytes: Uint8Array): Generator<Chunk> {
  if (!isPng(bytes)) return
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    if (at + 12 + length > bytes.length) return
    yield { type: fromLatin1(bytes.subarray(at + 4, at + 8)), data: bytes.subarray(at + 8, at + 8 + length) }
    at += 12 + length
  }
}

function chunkBytes({ type, data }: Chunk): Uint8Array {
  const out = new Uint8Array(12 + data.length)
  const view = new DataView(out.buffer)
  const name = latin1(type)
  view.setUint32(0, data.length)
  out.set(name, 4)
  out.set(data, 8)
  view.setUint32(8 + data.length, crc32(name, data))
  return out
}

/** A whole PNG of these chunks. */
export const pngOf = (chunks: readonly Chunk[]): Uint8Array<ArrayBuffer> =>
  joined([signature, ...chunks.map(chunkBytes)])

/** The PNG with more chunks right after its header (IHDR). */
export function withChunks(png: Uint8Array, chunks: readonly Chunk[]): Uint8Array<ArrayBuffer> {
  const afterHeader = 8 + 12 + 13
  return joined([png.subarray(0, afterHeader), ...chunks.map(chunkBytes), png.subarray(afterHeader)])
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** tEXt where Latin-1 can hold it, as A1111 writes, else iTXt in UTF-8, uncompressed. */
export function textChunk(keyword: string, text: string): Chunk {
  const isLatin1 = [...text].every(char => char.codePointAt(0)! < 256)
  if (isLatin1) return { type: 'tEXt', data: latin1(`${keyword}\0${text}`) }
  return internationalChunk(keyword, text)
}

/** iTXt: keyword, no compression, no language, no translated keyword, UTF-8 text. */
export function internationalChunk(keyword: string, text: string): Chunk {
  const head = latin1(`${keyword}\0\0\0\0\0`)
  const body = new TextEncoder().encode(text)
  const data = new Uint8Array(head.length + body.length)
  data.set(head)
  data.set(body, head.length)
  return { type: 'iTXt', data }
}

/** zTXt: keyword, method 0, Latin-1 text deflated; the deflating is injected, since this file runs where there is no zlib. */
export function compressedChunk(
  keyword: string,
  text: string,
  deflate: (data: Uint8Array) => Uint8Array,
): Chunk {
  const head = latin1(`${keyword}\0\0`)
  const body = deflate(latin1(text))
  const data = new Uint8Array(head.length + body.length)
  data.set(head)
  data.set(body, head.length)
  return { type: 'zTXt', data }
}

/** Inflates zlib data; injected, since this file runs where there is no zlib. May throw. */
export type Inflate = (data: Uint8Array) => Uint8Array

/**
 * Text by keyword, from tEXt, zTXt and iTXt; the first of a keyword wins.
 * A chunk that cannot be read is left out, as a viewer would. With `wanted` others are not unpacked.
 */
export function readTexts(
  png: Uint8Array,
  inflate?: Inflate,
  wanted?: readonly string[],
): Map<string, string> {
  const texts = new Map<string, string>()
  for (const { type, data } of readChunks(png)) {
    const end = data.indexOf(0)
    const decode = decoders[type]
    if (!decode || end < 1) continue
    const keyword = fromLatin1(data.subarray(0, end))
    if (texts.has(keyword) || (wanted && !wanted.includes(keyword))) continue
    try {
      const text = decode(data.subarray(end + 1), inflate)
      if (text !== undefined) texts.set(keyword, text)
    } catch {}
  }
  return texts
}

const decoders: Record<string, (rest: Uint8Array, inflate?: Inflate) => string | undefined> = {
  tEXt: rest => fromLatin1(rest),
  zTXt: (rest, inflate) => inflate && fromLatin1(inflate(rest.subarray(1))),
  iTXt: (rest, inflate) => {
    const compressed = rest[0] === 1
    const language = rest.indexOf(0, 2)
    const translated = rest.indexOf(0, language + 1)
    if (language < 0 || translated < 0) return undefined
    const body = rest.subarray(translated + 1)
    if (!compressed) return new TextDecoder().decode(body)
    return inflate && new TextDecoder().decode(inflate(body))
  },
}
