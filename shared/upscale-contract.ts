import * as z from 'zod'
import { method } from './contract.ts'
import { type DeviceId, deviceIds } from './device-ids.ts'
import { factorLimits, type Upscaled } from './upscaled.ts'

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
  images: {
    from: string
    file: string
    sha256: string
    width: number
    height: number
    upscaled: Upscaled
  }[]
  /** How many times as wide and high the graph makes a picture, and the pictures are. */
  scale: number
  factor: number
  device: { id: DeviceId; name: string; skipped: { id: DeviceId; reason: string }[] }
}

/** What a graph is: how many times as large it makes pictures, and the only size that it takes, if it has one. */
export type UpscalerReport = { scale: number; only: { width: number; height: number } | null }

const path = z.string().min(1)
const image = z.strictObject({
  /** A PNG file. */
  from: path,
  to: path,
  /** A file of another kind that it is a copy of, and that says how the picture was made. */
  about: path.optional(),
})

export const upscaleContract = {
  /** Makes PNG files larger with an ESRGAN-class graph. Errors: `model-broken` for a graph that is none. */
  'upscale.run': method<UpscaleResult, UpscaleProgress>()(
    z.strictObject({
      /** The graph's file. */
      model: path,
      device: z.enum(deviceIds).optional(),
      images: z.array(image).min(1).max(1000),
      /** How many times as large, at most what the graph makes; absent: all of it. */
      factor: z.number().gt(factorLimits.min).max(factorLimits.max).optional(),
      /** Pixels a side of what is worked on at once. */
      tile: z.int().min(64).max(2048).optional(),
    }),
  ),
  /** Runs it once on a small grey picture. Errors: as above. */
  'upscale.inspect': method<UpscalerReport>()(
    z.strictObject({ model: path, device: z.enum(deviceIds).optional() }),
  ),
}
export type UpscaleContract = typeof upscaleContract
