import * as z from 'zod'

/** That a picture was made larger, and how. */
export const upscaled = z.object({
  /** The picture that it was made of, by its id. */
  from: z.string().regex(/^[0-9a-f]{64}$/, 'a picture id is 64 hexadecimal digits'),
  /** The upscaler's name, and the SHA-256 of its file. */
  upscaler: z.string().min(1).max(500),
  hash: z.string().max(64),
  /** How many times as wide and high it is. */
  factor: z.number().gt(0).max(64),
})
export type Upscaled = z.output<typeof upscaled>

/** How many times as large a picture may be asked to be; beyond what a graph makes nothing is invented. */
export const factorLimits = { min: 1, max: 16 } as const
