import { encode } from 'fast-png'

/** An 8-bit grey PNG of `width` x `height` bytes, without any text. */
export const encodeGrey = (width: number, height: number, data: Uint8Array): Uint8Array =>
  encode({ width, height, data, channels: 1, depth: 8 })
