import { pngLimits } from '#engine/png/pixels.ts'

export const pictureLimits = {
  ...pngLimits,
  /** Of one text chunk; a prompt of the longest kind needs a tenth of it. */
  textBytes: 1 << 20,
} as const

/** A thumbnail's longer side in pixels. */
export const thumbnailSide = 256
