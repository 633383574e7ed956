import * as z from 'zod'
import { method } from '../contract.ts'
import type { ChangeCurve, FrameEvent } from '../engine-contract.ts'
import type { Settings } from '../generation.ts'
import { type PictureCard, pictureId } from './pictures.ts'

export type TimeInfo = {
  /** Whether its way was kept; else its movie is drawn again from the settings. */
  kept: boolean
  bytes: number
  steps: number
}

export type KeptWays = { pictures: number; bytes: number; capBytes: number }

/** A picture of the family; settings are null for one that does not say how it was made. `enlarged`: how many times. */
export type LineageNode = PictureCard & {
  parent: string | null
  settings: Settings | null
  enlarged: number | null
}

export const timeContract = {
  'time.info': method<TimeInfo>()(z.strictObject({ id: pictureId })),
  /** Every frame of a picture's way, in order; 256 px a side unless told. */
  'time.frames': method<{ curve: ChangeCurve; sigmas: number[]; kept: boolean }, FrameEvent>()(
    z.strictObject({
      id: pictureId,
      what: z.enum(['x0', 'xt']).default('x0'),
      side: z.int().min(16).max(1024).default(256),
    }),
  ),
  /** Any picture of the library dissolves into noise. */
  'time.dissolve': method<{ sigmas: number[] }, FrameEvent>()(
    z.strictObject({ id: pictureId, frames: z.int().min(2).max(150).default(20) }),
  ),
  /** How much room the kept ways take. */
  'time.kept': method<KeptWays>()(z.void()),
  /** Forgets kept ways; without ids, all. The pictures stay. */
  'time.forget': method<KeptWays>()(z.strictObject({ ids: z.array(pictureId).optional() })),
  /** Ancestors and descendants of a picture, itself among them, oldest first; at most 500. */
  'lineage.get': method<{ nodes: LineageNode[]; more: boolean }>()(z.strictObject({ id: pictureId })),
}
