import * as z from 'zod'

/** Seeds are 64-bit: a number where JavaScript is exact, else its decimal digits. */
export type Seed = number | string

const limit = 1n << 64n
const canonical = (value: bigint): Seed =>
  value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString()

const isSeed = (value: number | string): boolean =>
  typeof value === 'number'
    ? Number.isSafeInteger(value) && value >= 0
    : /^\d{1,20}$/.test(value) && BigInt(value) < limit

const expected = 'seed must be a whole number from 0 to 18446744073709551615'

/** 0 to 18446744073709551615, as a whole number or as digits. */
export const seed = z
  .union([z.number(), z.string()], { error: expected })
  .refine(isSeed, { error: expected, abort: true })
  .transform(value => canonical(BigInt(value)))

/** The seed of the n-th picture of a batch, n of either sign; wraps at 2^64 as torch's own does. */
export const seedAfter = (first: Seed, n: number): Seed =>
  canonical(BigInt.asUintN(64, BigInt(first) + BigInt(n)))

/** A new seed in the range that every other program accepts, 0 to 2^32 - 1. */
export const randomSeed = (): Seed => Math.floor(Math.random() * 2 ** 32)
