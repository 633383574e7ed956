import * as z from 'zod'

const share = 'the refiner takes over after a share of the way, more than 0 and less than 1, such as 0.8'

/** A second model of the same latents that draws the end of a picture. */
export const refiner = z.strictObject({
  /** Its name among the installed models, or its folder. */
  model: z.string().trim().min(1, 'a refiner is called by the name of its model, or by its folder').max(4096),
  /**
   * How much of the trained noise levels is left to the model itself, 0..1, neither of both: `denoising_end` of diffusers,
   * "switch at" of A1111.
   */
  at: z.number({ error: share }).gt(0, share).lt(1, share).default(0.8),
  /** Of the model, filled in when a picture is drawn; null where nobody has looked. */
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'the hash of a refiner is 64 hexadecimal digits')
    .nullable()
    .default(null),
})
export type Refiner = z.output<typeof refiner>
