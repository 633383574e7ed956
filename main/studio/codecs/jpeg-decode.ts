import loader from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js'
import { type Rgba8, withoutOpacity } from './opaque.ts'
import { wasmCodec } from './wasm.ts'

type Decoder = { decode(bytes: Uint8Array, turned: boolean): Rgba8 | null }
const codec = wasmCodec<Decoder>(loader, '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm')

/** MozJPEG: a JPEG as it is stored, not turned. Errors: an `Error` with what the decoder says. */
export const decodeJpeg = async (bytes: Uint8Array) =>
  withoutOpacity(await codec(({ decode }) => decode(bytes, false)))
