import * as z from 'zod'
import { method } from './contract.ts'
import { type DeviceId, deviceIds } from './device-ids.ts'

/** `tile` of `of` tiles of a picture are done; `msLeft` is for all pictures. */
export type UpscaleProgress = {
  kind: 'tile'
  image: number
  images: number
  tile: number
  of: number
  msLeft: number | null
}

export type UpscaleResult = {
  images: { from: string; file: string; sha256: string; width: number; height: number }[]
  /** How many times as wide and high they are. */
  scale: number
  device: { id: DeviceId; name: string; skipped: { id: DeviceId; reason: string }[] }
}

const path = z.string().min(1)

export const upscaleContract = {
  /** Makes PNG files larger with an ESRGAN-class graph. Errors: `model-broken` for a graph that is none. */
  'upscale.run': method<UpscaleResult, UpscaleProgress>()(
    z.strictObject({
      /** The graph's file. */
      model: path,
      device: z.enum(deviceIds).optional(),
      images: z
        .array(z.strictObject({ from: path, to: path }))
        .min(1)
        .max(1000),
      /** Pixels a side of what is worked on at once. */
      tile: z.int().min(64).max(2048).optional(),
    }),
  ),
}
export type UpscaleContract = typeof upscaleContract
