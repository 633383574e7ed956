import * as z from 'zod'
import { method } from '../contract.ts'

/** Something that looks at pictures and reads texts: a model's own scorer, or a CLIP, SigLIP or OpenCLIP folder. */
export type ScorerCard = {
  /** What the setting `scorer` holds: a name among the installed ones, or a folder's path. */
  id: string
  name: string
  folder: string
  shipped: boolean
  /** `own` is a model's scorer. */
  family: 'own' | 'clip' | 'siglip' | 'openclip' | null
  /** Why it cannot be used, in one sentence; null when its small files say that it can. */
  problem: string | null
}

export const scorersContract = {
  /** The shipped one first; a folder that was chosen by its path is among them. */
  'scorers.list': method<ScorerCard[]>()(z.void()),
  /** What is in a folder; opens no graph. */
  'scorers.check': method<ScorerCard>()(z.strictObject({ folder: z.string().trim().min(1).max(4096) })),
}
