import { latin1 } from './decode-text.ts'

export type RiffChunk = { type: string; data: Uint8Array }

/** The chunks of a WebP (RFC 9649, 2.3), up to the first that is cut short. */
export function* webpChunks(bytes: Uint8Array): Generator<RiffChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true)
    if (at + 8 + length > bytes.length) return
    yield { type: latin1(bytes.subarray(at, at + 4)), data: bytes.subarray(at + 8, at + 8 + length) }
    at += 8 + length + (length & 1)
  }
}

/** A whole WebP of these chunks. */
export function webpOf(chunks: readonly RiffChunk[]): Uint8Array {
  const size = chunks.reduce((sum, { data }) => sum + 8 + data.length + (data.length & 1), 12)
  const out = new Uint8Array(size)
  const view = new DataView(out.buffer)
  const name = (at: number, text: string) => out.set(new TextEncoder().encode(text), at)
  name(0, 'RIFF')
  view.setUint32(4, size - 8, true)
  name(8, 'WEBP')
  let at = 12
  for (const { type, data } of chunks) {
    name(at, type)
    view.setUint32(at + 4, data.length, true)
    out.set(data, at + 8)
    at += 8 + data.length + (data.length & 1)
  }
  return out
}
