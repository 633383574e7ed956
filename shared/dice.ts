import * as z from 'zod'
import { seed } from './seed.ts'

const share = (name: string) =>
  z
    .number({ error: `${name} must be a number from 0 to 1` })
    .min(0, `${name} must be at least 0`)
    .max(1, `${name} must be at most 1`)

/** How many bytes a base64 text holds. */
const bytesOf = (text: string) => Math.floor((text.replace(/=+$/, '').length * 3) / 4)

/** Part of the picture: a rectangle in shares of its width and height, or a mask of latent cells. */
export const region = z
  .strictObject({
    seed,
    rectangle: z
      .strictObject({ x: share('x'), y: share('y'), width: share('width'), height: share('height') })
      .optional(),
    /** One bit per cell, rows from the top, the highest bit of each byte first, in base64. Stretched to the latent's size. */
    mask: z
      .strictObject({
        columns: z.int().min(1).max(512),
        rows: z.int().min(1).max(512),
        bits: z.base64().max(45_000),
      })
      .refine(({ columns, rows, bits }) => bytesOf(bits) === Math.ceil((columns * rows) / 8), {
        error: 'a mask must have one bit for each of its columns x rows cells',
      })
      .optional(),
  })
  .refine(({ rectangle, mask }) => (rectangle === undefined) !== (mask === undefined), {
    error: 'a region needs either a rectangle or a mask',
  })
export type Region = z.output<typeof region>

/**
 * The dice of a picture's starting noise and of its sampler. A die that is null or absent is the main seed's; a seed
 * draws that part alone from a stream of its own (engine/random/roll.ts says how they are put together).
 */
const diceParts = z.strictObject({
  /**
   * Where layout ends and texture begins: the share of the way from the slowest wave to the fastest, on the
   * orthonormal 2-D DCT of the noise, below which a wave counts as layout.
   */
  split: share('split').default(0.25),
  layout: seed.nullable().default(null),
  texture: seed.nullable().default(null),
  /** By the latent channel's number, from 0. */
  channels: z.record(z.string().regex(/^\d{1,2}$/, 'a latent channel is a number from 0'), seed).default({}),
  /** Later ones lie over earlier ones. */
  regions: z.array(region).max(16, 'at most 16 regions').default([]),
})
export type DiceParts = z.output<typeof diceParts>

export const noDiceParts: DiceParts = { split: 0.25, layout: null, texture: null, channels: {}, regions: [] }

/** A1111's variation seed; strength 0 leaves it out. */
export const variation = z.strictObject({
  seed,
  strength: z
    .number({ error: 'variation strength must be a number' })
    .min(0, 'variation strength must be at least 0')
    .max(1, 'variation strength must be at most 1'),
})

export const dice = diceParts.extend({
  /** The noise that a stochastic sampler adds on the way. */
  sampler: seed.nullable().default(null),
  /** Another noise, the sampler's with it, and how far along the great circle towards it: 0 stays, 1 is there. */
  toward: z
    .strictObject({
      seed,
      variation: variation.default({ seed: 0, strength: 0 }),
      dice: diceParts.default(noDiceParts),
      sampler: seed.nullable().default(null),
      t: share('t'),
    })
    .nullable()
    .default(null),
})
export type Dice = z.output<typeof dice>

export const noDice: Dice = { ...noDiceParts, sampler: null, toward: null }

/** The same dice, with a split that nothing is split by at its default: the same picture has the same record. */
export const settledDice = (dice: Dice): Dice =>
  dice.layout === null && dice.texture === null ? { ...dice, split: noDice.split } : dice
