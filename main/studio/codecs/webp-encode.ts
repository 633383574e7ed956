import loader from '@jsquash/webp/codec/enc/webp_enc_simd.js'
import { defaultOptions } from '@jsquash/webp/meta.js'
import type { Picture } from '#engine/pipeline/decode.ts'
import { withOpacity } from './opaque.ts'
import { wasmCodec } from './wasm.ts'

type Encoder = {
  encode(rgba: Uint8ClampedArray, width: number, height: number, options: object): Uint8Array | null
}
const codec = wasmCodec<Encoder>(loader, '@jsquash/webp/codec/enc/webp_enc_simd.wasm')

/** libwebp: a lossy WebP without any text; `quality` on its scale, 0 to 100. Errors: an `Error`. */
export function encodeWebp(picture: Picture, quality: number): Promise<Uint8Array> {
  const { width, height, data } = withOpacity(picture)
  return codec(({ encode }) => encode(data, width, height, { ...defaultOptions, quality }))
}
