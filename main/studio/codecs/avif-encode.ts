import loader from '@jsquash/avif/codec/enc/avif_enc.js'
import { defaultOptions } from '@jsquash/avif/meta.js'
import type { Picture } from '#engine/pipeline/decode.ts'
import { withOpacity } from './opaque.ts'
import { wasmCodec } from './wasm.ts'

type Encoder = {
  encode(rgba: Uint8Array, width: number, height: number, options: object): Uint8Array | null
}
const codec = wasmCodec<Encoder>(loader, '@jsquash/avif/codec/enc/avif_enc.wasm')

/** 4:4:4: painted pictures have sharp edges of colour. */
const fullColour = { subsample: 3 } as const

/** libavif with libaom: an AVIF without any text; `quality` on its scale, 0 to 100. Errors: an `Error`. */
export function encodeAvif(picture: Picture, quality: number): Promise<Uint8Array> {
  const { width, height, data } = withOpacity(picture)
  return codec(({ encode }) =>
    encode(new Uint8Array(data.buffer), width, height, { ...defaultOptions, ...fullColour, quality }),
  )
}
