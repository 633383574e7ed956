import loader from '@jsquash/jpeg/codec/enc/mozjpeg_enc.js'
import { defaultOptions } from '@jsquash/jpeg/meta.js'
import type { Picture } from '#engine/pipeline/decode.ts'
import { withOpacity } from './opaque.ts'
import { wasmCodec } from './wasm.ts'

type Encoder = {
  encode(rgba: Uint8ClampedArray, width: number, height: number, options: object): Uint8Array | null
}
const codec = wasmCodec<Encoder>(loader, '@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm')

/** MozJPEG: a progressive JPEG without any text; `quality` on its scale, 1 to 100. Errors: an `Error`. */
export function encodeJpeg(picture: Picture, quality: number): Promise<Uint8Array> {
  const { width, height, data } = withOpacity(picture)
  return codec(({ encode }) => encode(data, width, height, { ...defaultOptions, quality }))
}
