import loader from '@jsquash/webp/codec/dec/webp_dec.js'
import { type Rgba8, withoutOpacity } from './opaque.ts'
import { wasmCodec } from './wasm.ts'

type Decoder = { decode(bytes: Uint8Array): Rgba8 | null }
const codec = wasmCodec<Decoder>(loader, '@jsquash/webp/codec/dec/webp_dec.wasm')

/** libwebp: a still WebP; transparency is dropped, as of a PNG. Errors: an `Error`. */
export const decodeWebp = async (bytes: Uint8Array) =>
  withoutOpacity(await codec(({ decode }) => decode(bytes)))
