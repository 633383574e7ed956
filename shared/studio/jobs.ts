import * as z from 'zod'
import { method } from '../contract.ts'
import { deviceIds, type LoadProgress } from '../engine-contract.ts'
import type { WireError } from '../errors.ts'
import { generation, limits } from '../generation.ts'
import { mostCells } from '../grid/cells.ts'
import { jobGrid } from './grids.ts'
import type { PictureId } from './pictures.ts'
import { mostUpscaled, upscaleWork } from './upscalers.ts'

export const jobRequest = z.strictObject({
  model: z.string().min(1),
  generation,
  /** Pictures, each with a seed of its own: the n-th has the n-th seed after the first. */
  count: z.int().min(limits.count.min).max(limits.count.max).default(1),
  device: z.enum(deviceIds).optional(),
  /** False where nobody would see the steps: decoding each costs time. */
  previews: z.boolean().optional(),
})
export type JobRequest = z.output<typeof jobRequest>

/** What is drawn: what was asked for, or a grid, whose every cell has settings of its own. */
const drawRequest = jobRequest.extend({
  count: z.int().min(1).max(mostCells).default(1),
  grid: jobGrid.optional(),
})
export type DrawRequest = z.output<typeof drawRequest>

/** Pictures that are made larger. */
const upscaleRequest = z.strictObject({
  upscale: upscaleWork,
  /** How many of them. */
  count: z.int().min(1).max(mostUpscaled),
  device: z.enum(deviceIds).optional(),
})
export type UpscaleRequest = z.output<typeof upscaleRequest>

/** What the queue holds. */
export const queuedRequest = z.union([upscaleRequest, drawRequest])
export type QueuedRequest = z.output<typeof queuedRequest>

export type JobId = string
export type JobState<R extends QueuedRequest = QueuedRequest> = {
  id: JobId
  request: R
  /** Milliseconds since 1970. */
  added: number
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  /** What has been drawn so far, in order. */
  pictures: PictureId[]
  /** Of the picture being drawn. */
  step: number
  steps: number
  /** For the rest of the job, in ms; null while nobody can tell. */
  msLeft: number | null
  error: WireError | null
  warnings: string[]
}

export const isUpscale = (job: JobState): job is JobState<UpscaleRequest> => 'upscale' in job.request
export const isDrawn = (job: JobState): job is JobState<DrawRequest> => !isUpscale(job)

/** The grid whose cells it draws. */
export const gridOf = (job: JobState): DrawRequest['grid'] => (isDrawn(job) ? job.request.grid : undefined)

export type JobsEvent =
  /** The whole queue in order, the running job first; finished ones stay until they are cleared. */
  | { kind: 'queue'; jobs: JobState[]; paused: boolean }
  | { kind: 'progress'; id: JobId; image: number; step: number; steps: number; msLeft: number | null }
  | {
      kind: 'stage'
      id: JobId
      stage: 'start' | 'load' | 'warm' | 'merge' | 'verify' | 'encode' | 'sample' | 'decode' | 'write'
    }
  /** The model is being opened, at most ten times a second; its time left is that of the opening alone. */
  | ({ kind: 'loading'; id: JobId } & LoadProgress)
  /** The predicted clean picture after a step, as PNG bytes of at most 256 px a side; at most 10 a second. */
  | { kind: 'preview'; id: JobId; image: number; step: number; png: Uint8Array }
  | { kind: 'picture'; id: JobId; image: number; picture: PictureId }

const jobId = z.string().min(1).max(64)

export const jobsContract = {
  'jobs.add': method<{ ids: JobId[] }>()(
    z.strictObject({
      jobs: z.array(jobRequest).min(1).max(5000),
      /** Before everything that waits. */
      front: z.boolean().default(false),
    }),
  ),
  /** Never answers: the queue at once, then every change until it is cancelled. */
  'jobs.watch': method<void, JobsEvent>()(z.void()),
  /** Waiting and running jobs; without ids, all. */
  'jobs.cancel': method<void>()(z.strictObject({ ids: z.array(jobId).optional() })),
  /** To the place `to` among the waiting jobs, counted from 0. */
  'jobs.move': method<void>()(z.strictObject({ id: jobId, to: z.int().min(0) })),
  /** Once more what failed or was cancelled, without the pictures it has already. */
  'jobs.retry': method<void>()(z.strictObject({ id: jobId })),
  /** Forgets what is done, failed or cancelled. */
  'jobs.clear': method<void>()(z.void()),
  'jobs.pause': method<void>()(z.strictObject({ paused: z.boolean() })),
}
