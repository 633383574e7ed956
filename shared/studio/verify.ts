import * as z from 'zod'
import { method } from '../contract.ts'

/** What may make a difference between two drawings, as a picture's record tells it and as it is now. */
export type Circumstances = {
  device: string
  threads: number | null
  reroll: string
  onnxruntime: string
  /** The model's hash. */
  model: string
}

/** A picture that was drawn again from its own record. */
export type Redrawn = {
  file: string
  identical: boolean
  /** The largest difference of a colour, 0 to 255. */
  maxDelta: number
  /** Of the lightness, at most 1. */
  ssim: number
  before: Circumstances
  now: Circumstances
  /** How far apart the two are, and what differs around them, in a sentence. */
  text: string
}

/** A file, what is wrong with it, and what to do about it. */
export type Damage = { file: string; why: string; advice: string }

export type VerifyReport = {
  /** Pictures whose pixels were held against their ids. */
  checked: number
  damaged: Damage[]
  again: Redrawn[]
  /** Chosen, but not drawn again, and why. */
  skipped: { file: string; why: string }[]
  /** Pictures of watched folders that are not there now. */
  missing: number
  /** What the choice of those that were drawn again came from. */
  seed: number
  cancelled: boolean
}

export type VerifyEvent = {
  phase: 'files' | 'drawing'
  done: number
  of: number
  /** Of this phase; null before anything tells. */
  msLeft: number | null
  file: string
}

export const verifyLimits = { sample: { min: 0, max: 10_000, usual: 3 }, seed: { max: 0xffff_ffff } } as const

export const verifyContract = {
  /**
   * Unpacks every picture, holds its pixels against its id, and draws some of ours again. Cancelling ends it between
   * pictures; the report then tells of what was looked at.
   */
  'library.verify': method<VerifyReport, VerifyEvent>()(
    z.strictObject({
      sample: z
        .int()
        .min(verifyLimits.sample.min)
        .max(verifyLimits.sample.max)
        .default(verifyLimits.sample.usual),
      /** The same seed chooses the same pictures; absent: any. */
      seed: z.int().min(0).max(verifyLimits.seed.max).optional(),
    }),
  ),
}
