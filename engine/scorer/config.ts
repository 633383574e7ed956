import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { StudioError } from '#shared/errors.ts'
import { readJson } from '../json-file.ts'

const three = z.tuple([z.number(), z.number(), z.number()])

/** scorer/config.json, in both spellings that are about. */
const scorerConfig = z
  .looseObject({
    image_size: z.int().positive().optional(),
    size: z.int().positive().optional(),
    image_mean: three.optional(),
    mean: three.optional(),
    image_std: three.optional(),
    std: three.optional(),
    logit_scale: z.number().positive(),
    tokenizer: z.string().default('../tokenizer'),
    max_length: z.int().min(3).optional(),
  })
  .transform(raw => ({
    /** Pixels a side of what the image encoder sees. */
    size: raw.image_size ?? raw.size ?? 224,
    /** Of pixels in 0..1, by channel. */
    mean: raw.image_mean ?? raw.mean ?? ([0.5, 0.5, 0.5] as const),
    std: raw.image_std ?? raw.std ?? ([0.5, 0.5, 0.5] as const),
    /** What cosines are multiplied with before a softmax shares belief among texts. */
    logitScale: raw.logit_scale,
    tokenizer: raw.tokenizer,
    maxLength: raw.max_length,
  }))
export type ScorerConfig = z.output<typeof scorerConfig>

/** Whether a model's folder comes with a scorer. */
export const hasScorer = (folder: string): boolean => existsSync(join(folder, 'scorer', 'config.json'))

/** Errors: `model-missing` when the folder has no scorer, `model-broken` when its config cannot be understood. */
export async function readScorerConfig(folder: string): Promise<ScorerConfig> {
  if (!hasScorer(folder))
    throw new StudioError(
      'model-missing',
      `${folder} has no scorer (scorer/config.json); use the scorer of another model, such as the shipped picture-book`,
    )
  return readJson(join(folder, 'scorer', 'config.json'), scorerConfig)
}
