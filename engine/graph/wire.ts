import { closeSync, openSync, readSync, statSync } from 'node:fs'

/**
 * Protocol Buffers at wire level (protobuf.dev, "Encoding"): fields as spans of bytes, so that what is not asked for is
 * neither read nor copied.
 */
export type Source = { size: number; read(at: number, length: number): Uint8Array }

export type Field = {
  number: number
  /** 0 varint, 1 eight bytes, 2 length and bytes, 5 four bytes. */
  wire: number
  /** Where its tag begins, where its bytes begin, where it ends. */
  start: number
  at: number
  end: number
  /** Of a varint. */
  value: number
}

const page = 1 << 16

/** A file that is read a page at a time. `close` ends it. */
export function fileSource(file: string): Source & { close(): void } {
  const { size } = statSync(file)
  const handle = openSync(file, 'r')
  let held: Uint8Array = new Uint8Array(0)
  let heldAt = 0
  const fill = (bytes: Uint8Array, at: number) =>
    bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, at))
  return {
    size,
    read(at, length) {
      if (length > page) return fill(new Uint8Array(length), at)
      if (at < heldAt || at + length > heldAt + held.length) {
        held = fill(new Uint8Array(Math.min(page, size - at)), at)
        heldAt = at
      }
      return held.subarray(at - heldAt, at - heldAt + length)
    },
    close: () => closeSync(handle),
  }
}

/** A Buffer's slice would be no copy. */
export function bytesSource({ buffer, byteOffset, length: size }: Uint8Array): Source {
  const bytes = new Uint8Array(buffer, byteOffset, size)
  return { size, read: (at, length) => bytes.subarray(at, at + length) }
}

const tooFar = () => new Error('protobuf: a field reaches beyond its message')

/** The fields of a message that lies in `from` up to `to`. Throws where the bytes are no message. */
export function* fields(source: Source, from = 0, to = source.size): Generator<Field> {
  for (let at = from; at < to; ) {
    const start = at
    const tag = varint(source, at)
    // Other readers would cut it to 32 bits and take it for another field.
    if (tag.value >= 2 ** 32) throw new Error('protobuf: a tag of more than 32 bits')
    const wire = tag.value & 7
    // Number 0 is none: a file of zeros, such as one that was never filled, would be read as millions of fields.
    if (tag.value < 8) throw new Error('protobuf: a field has no number')
    at = tag.end
    let end: number
    let value = 0
    if (wire === 0) ({ value, end } = varint(source, at))
    else if (wire === 1) end = at + 8
    else if (wire === 5) end = at + 4
    else if (wire === 2) {
      const length = varint(source, at)
      at = length.end
      end = at + length.value
    } else throw new Error(`protobuf: wire type ${wire} is not used by ONNX`)
    if (end > to) throw tooFar()
    yield { number: Math.floor(tag.value / 8), wire, start, at, end, value }
    at = end
  }
}

/** Values above 2^53 lose their last bits; none of those that are read here are so large. */
function varint(source: Source, at: number): { value: number; end: number } {
  const bytes = source.read(at, Math.min(10, source.size - at))
  let value = 0
  for (let i = 0; i < bytes.length; i++) {
    value += (bytes[i]! & 127) * 2 ** (7 * i)
    if (bytes[i]! < 128) return { value, end: at + i + 1 }
  }
  throw tooFar()
}

/** A varint that may be below zero: it then has ten bytes, of which those of the complement are exact. */
export function signedOf(source: Source, { at, end, value }: Field): number {
  if (end - at < 10) return value
  const bytes = source.read(at, 9)
  return -1 - bytes.reduce((sum, byte, i) => sum + (127 - (byte & 127)) * 2 ** (7 * i), 0)
}

/** Of names and short notes; a longer one is none, and no memory is taken for it. */
const longestText = 1 << 20

export function textOf(source: Source, { at, end }: Field): string {
  if (end - at > longestText) throw new Error('protobuf: a text of more than 1 MiB')
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(source.read(at, end - at))
}

/** Bytes of a list in an attribute; weights are never read so. */
const mostNumbers = 16 << 20

/** A repeated number, packed or not. */
export function numbersOf(source: Source, field: Field): number[] {
  if (field.wire === 0) return [field.value]
  if (field.end - field.at > mostNumbers) throw new Error('protobuf: a list of more than 16 MiB')
  const out: number[] = []
  for (let at = field.at; at < field.end; ) {
    const { value, end } = varint(source, at)
    out.push(value)
    at = end
  }
  return out
}

export function varintBytes(value: number): number[] {
  const out: number[] = []
  for (; value >= 128; value = Math.floor(value / 128)) out.push((value % 128) + 128)
  return [...out, value]
}

export const varintField = (number: number, value: number): Uint8Array =>
  Uint8Array.from([...varintBytes(number * 8), ...varintBytes(value)])

/** A field of bytes, a text or a message of fields. */
export function lengthField(number: number, content: string | readonly Uint8Array[]): Uint8Array {
  const body = typeof content === 'string' ? new TextEncoder().encode(content) : join(content)
  return join([Uint8Array.from([...varintBytes(number * 8 + 2), ...varintBytes(body.length)]), body])
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
