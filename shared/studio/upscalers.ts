import * as z from 'zod'
import { method } from '../contract.ts'
import { deviceIds } from '../device-ids.ts'
import { factorLimits } from '../upscaled.ts'
import { pictureId } from './pictures.ts'

/** A graph that makes pictures larger. */
export type UpscalerCard = {
  id: string
  /** What a person calls it. */
  name: string
  file: string
  /** Who it belongs to: a model that it comes with, the models folder, a file that was added, a folder that is looked through. */
  origin: 'model' | 'own' | 'linked' | 'watched'
  bytes: number
  /** How many times as large it makes pictures; null where it cannot be used. */
  scale: number | null
  /** Why it cannot be used, in one sentence; null when it can. */
  problem: string | null
}

/** At most so many pictures in a job. */
export const mostUpscaled = 1000

/** What a job of the queue makes larger, and how. */
export const upscaleWork = z.strictObject({
  /** Its name among those that are listed, or its file. */
  upscaler: z.string().trim().min(1).max(4096),
  /** How many times as large; absent: as many as the graph makes. */
  factor: z.number().gt(factorLimits.min).max(factorLimits.max).optional(),
  pictures: z.array(pictureId).min(1).max(mostUpscaled),
})
export type UpscaleWork = z.output<typeof upscaleWork>

export const upscalersContract = {
  /** Those that are not known yet are opened once to see what they make. */
  'upscalers.list': method<UpscalerCard[]>()(z.void()),
  /** Into the trash, by the name to restore it with, or only forgotten where its file is somebody else's. */
  'upscalers.remove': method<{ trashed: string | null }>()(z.strictObject({ upscaler: z.string().min(1) })),
  /** One job of the queue for all of them; each becomes a picture of the library. */
  'upscalers.run': method<{ job: string }>()(
    upscaleWork.extend({ device: z.enum(deviceIds).optional(), front: z.boolean().default(false) }),
  ),
}
