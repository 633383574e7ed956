import { floatsToHalves, halvesToFloats } from '../float16.ts'

/** Kinds of float that weights are kept in, in graphs and in LoRAs. */
export type FloatType = 'float32' | 'float16' | 'bfloat16'

export const widthOf = (type: FloatType): 2 | 4 => (type === 'float32' ? 4 : 2)

type Halves = { from(values: ArrayLike<number>): ArrayBufferView & ArrayLike<number> } & (new (
  from: ArrayBufferLike | ArrayLike<number>,
  at?: number,
  length?: number,
) => ArrayBufferView & ArrayLike<number>)

/** Where the language has it (Node 24), a conversion takes a tenth of the time. Both round to nearest even. */
const native = (globalThis as { Float16Array?: Halves }).Float16Array

/** Little-endian bytes as floats. */
export function bytesToFloats(bytes: Uint8Array, type: FloatType): Float32Array {
  // Typed arrays begin at a multiple of their width.
  const whole = bytes.byteOffset % 4 ? bytes.slice() : bytes
  const { buffer, byteOffset, byteLength } = whole
  if (type === 'float32') return new Float32Array(buffer, byteOffset, byteLength / 4)
  if (type === 'float16')
    return native
      ? new Float32Array(new native(buffer, byteOffset, byteLength / 2))
      : halvesToFloats(new Uint16Array(buffer, byteOffset, byteLength / 2))
  const halves = new Uint16Array(buffer, byteOffset, byteLength / 2)
  return new Float32Array(Uint32Array.from(halves, half => half * 65536).buffer)
}

/** Floats as little-endian bytes, rounded to nearest even. */
export function floatsToBytes(values: Float32Array, type: FloatType): Uint8Array {
  if (type === 'float32') return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  if (type === 'float16') {
    const halves = native ? new native(values) : floatsToHalves(values)
    return new Uint8Array(halves.buffer as ArrayBuffer, halves.byteOffset, halves.byteLength)
  }
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length)
  const halves = Uint16Array.from(words, word => (word + 0x7fff + ((word >>> 16) & 1)) >>> 16)
  return new Uint8Array(halves.buffer)
}
