import { StudioError } from './errors.ts'
import { headLimit, parseHead } from './safetensors-head.ts'

/** Bytes per number of the types that we write; their names are the format's own. */
const widths = { U8: 1, F16: 2, F32: 4, F64: 8, I32: 4 } as const
type SafeType = keyof typeof widths

/** Numbers row by row, little-endian. */
export type SafeTensor = { dtype: SafeType; shape: readonly number[]; bytes: Uint8Array }
export type SafeFile = { tensors: Record<string, SafeTensor>; metadata: Record<string, string> }

const preamble = 8

/** A safetensors file: the length of a JSON head (u64), the head, the tensors one behind another. */
export function writeSafetensors({ tensors, metadata }: SafeFile): Uint8Array {
  let at = 0
  const entries = Object.entries(tensors).map(([name, { dtype, shape, bytes }]) => {
    const begin = at
    at += bytes.length
    return [name, { dtype, shape, data_offsets: [begin, at] }]
  })
  const json = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) })
  const encoded = new TextEncoder().encode(json)
  const head = new Uint8Array(Math.ceil(encoded.length / 8) * 8).fill(0x20)
  head.set(encoded)
  const out = new Uint8Array(preamble + head.length + at)
  new DataView(out.buffer).setBigUint64(0, BigInt(head.length), true)
  out.set(head, preamble)
  let to = preamble + head.length
  for (const { bytes } of Object.values(tensors)) {
    out.set(bytes, to)
    to += bytes.length
  }
  return out
}

/** Errors: `invalid-input` for what is no such file, is cut short, or holds types that we do not write. */
export function readSafetensors(file: Uint8Array, name: string): SafeFile {
  const refuse = (why: string) => new StudioError('invalid-input', `${name} is no safetensors file: ${why}`)
  if (file.length < preamble) throw refuse('it is cut short')
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true))
  if (length > headLimit || preamble + length > file.length) throw refuse('it is cut short')
  // Never a Node Buffer, whose slices are no copies.
  const data = new Uint8Array(
    file.buffer,
    file.byteOffset + preamble + length,
    file.length - preamble - length,
  )
  const head = file.subarray(preamble, preamble + length)
  const { metadata, entries } = parseHead(head, data.length, widths, refuse)
  const tensors = [...entries].map(([key, { dtype, shape, begin, end }]) => [
    key,
    { dtype: dtype as SafeType, shape, bytes: data.subarray(begin, end) },
  ])
  return { tensors: Object.fromEntries(tensors), metadata }
}

/** The bytes of numbers, as they lie in memory: little-endian on every machine that this runs on. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength)
