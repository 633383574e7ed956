import { decode, ExtensionCodec, encode } from '@msgpack/msgpack'

/** MessagePack knows bytes alone: without a type of its own an array of floats would come back as its bytes. */
const codec = new ExtensionCodec()
codec.register({
  type: 1,
  encode: value =>
    value instanceof Float32Array ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : null,
  // A copy: floats must begin at a multiple of four bytes, and what has come lies anywhere. Not by `slice`, which in Node
  // shares what a Buffer is cut from: the floats would be whatever lies there.
  decode: bytes => new Float32Array(new Uint8Array(bytes).buffer),
})

/** A message between a page and the studio that is served to it. Floats are as this machine has them, little-endian. */
export const pack = (message: unknown): Uint8Array<ArrayBuffer> =>
  encode(message, { ignoreUndefined: true, extensionCodec: codec })

/** Errors: whatever MessagePack throws at bytes that are none. */
export const unpack = (bytes: Uint8Array): unknown => decode(bytes, { extensionCodec: codec })
