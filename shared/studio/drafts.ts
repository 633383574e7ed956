import * as z from 'zod'
import { method } from '../contract.ts'
import type { DraftEvent } from '../engine-contract.ts'
import { generation, limits } from '../generation.ts'
import type { JobId } from './jobs.ts'

const model = z.string().min(1)

export type BestEvent =
  | (DraftEvent & { phase: number; seed: string })
  /** A round is over: `left` rolls remain, best first, by the number of the roll. */
  | { kind: 'round'; phase: number; left: number[]; msLeft: number | null }

export type BestResult = {
  /** The survivors, best first: their settings went into the queue as these jobs. */
  survivors: { index: number; score: number; job: JobId }[]
  /** How many were rolled within the budget. */
  rolled: number
  /** What ranked them, and what that is worth, in one sentence. */
  ranking: string
}

export type MapPoint = { index: number; seed: string; x: number; y: number }
export type MapEvent =
  /** With its embedding, by which rolls that come later find their place. */
  | (DraftEvent & { seed: string })
  /** All that are placed so far, at their new places; the last is final. */
  | { kind: 'places'; points: MapPoint[]; method: 'pca' | 'umap'; final: boolean }

export type WalkFormat = 'apng' | 'webp' | 'frames'
export type WalkEvent = { kind: 'frame'; index: number; of: number; png: Uint8Array; msLeft: number | null }
export type SavedWalk = { format: WalkFormat; name: string; bytes: number; files: number }

export const draftsContract = {
  /** Quick pictures for strips, pads and everything that moves under a hand. A newer call of a lane ends the older one. */
  'drafts.run': method<{ drawn: number }, DraftEvent>()(
    z.strictObject({
      model,
      lane: z.string().min(1).max(40),
      generations: z.array(generation).min(1).max(512),
      /** Absent: as few as still show what it will be. */
      steps: z.int().min(1).max(150).optional(),
      side: z.int().min(16).max(1024).default(128),
      score: z.string().max(20_000).nullable().default(null),
      embed: z.boolean().default(false),
    }),
  ),
  /** Rolls many, ranks, thins out and draws the best in full. */
  'best.run': method<BestResult, BestEvent>()(
    z.strictObject({
      model,
      generation,
      rolls: z.int().min(2).max(512).default(64),
      keep: z.int().min(1).max(64).default(4),
      /** For the rolls, not for drawing the best in full; fewer are rolled when they would take longer. */
      seconds: z.number().min(1).max(3600).default(30),
      /** 0 looks at the score alone, 1 at being different alone. */
      diversity: z.number().min(0).max(1).default(0.3),
    }),
  ),
  /** Rolls by what they look like. Cancelling keeps what is placed. */
  'map.run': method<{ placed: number }, MapEvent>()(
    z.strictObject({ model, generation, rolls: z.int().min(8).max(1024).default(256) }),
  ),
  /** A path along great circles through the starting noises of pictures, drawn frame by frame, then saved. */
  'walk.run': method<{ saved: SavedWalk[] }, WalkEvent>()(
    z.strictObject({
      model,
      stops: z.array(generation).min(2).max(32),
      /** Between two stops. */
      between: z.int().min(1).max(240).default(12),
      loop: z.boolean().default(true),
      perSecond: z.int().min(1).max(60).default(12),
      save: z.array(z.enum(['apng', 'webp', 'frames'])).default([]),
      /** Absent: as many as the stops say. */
      steps: z.int().min(limits.steps.min).max(limits.steps.max).optional(),
    }),
  ),
  /** The bytes of a saved walk, or of one of its frames, for a browser to download. */
  'walk.read': method<{ bytes: Uint8Array; type: string }>()(
    z.strictObject({ name: z.string().min(1).max(300) }),
  ),
  'score.run': method<{ scores: number[]; shares: number[]; ranking: string }>()(
    z.strictObject({
      model,
      picture: z.string().regex(/^[0-9a-f]{64}$/),
      texts: z.array(z.string().max(20_000)).min(1).max(200),
    }),
  ),
}
