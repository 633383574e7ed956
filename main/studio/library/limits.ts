/** What a file may be before its pixels are unpacked: a few bytes of PNG can stand for gigabytes. */
export const pictureLimits = {
  /** Width times height. */
  pixels: 64e6,
  side: 32_768,
  /** Of a file. */
  bytes: 512 << 20,
  /** Of one text chunk; a prompt of the longest kind needs a tenth of it. */
  textBytes: 1 << 20,
} as const

/** A thumbnail's longer side in pixels. */
export const thumbnailSide = 256
