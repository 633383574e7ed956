import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { readJson } from '#engine/json-file.ts'
import { seed } from '#shared/seed.ts'
import type { Starter, Vocabulary } from '#shared/studio/models.ts'

/** Beside the graphs, and no part of what the model's hash covers: words about a model change nothing it draws. */
export const vocabularyFile = (folder: string): string => join(folder, 'vocabulary.json')
const startersFile = (folder: string): string => join(folder, 'starters.json')

const word = z.string().trim().min(1).max(64)
const vocabulary = z.object({
  subjects: z.array(z.object({ word, group: word, also: z.array(word).default([]) })),
  words: z.array(z.object({ kind: word, words: z.array(word) })).default([]),
})

/** The words that a model was taught; null where it does not say. Errors: `model-broken`. */
export const readVocabulary = async (folder: string): Promise<Vocabulary | null> =>
  existsSync(vocabularyFile(folder)) ? readJson(vocabularyFile(folder), vocabulary) : null

const starters = z.array(
  z.object({
    title: z.string().min(1).max(80),
    prompt: z.string().max(500),
    seed,
    knobs: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
  }),
)

/** Pictures to begin with; none where the model brings none. Errors: `model-broken`. */
export async function readStarters(folder: string): Promise<Starter[]> {
  if (!existsSync(startersFile(folder))) return []
  const rows = await readJson(startersFile(folder), starters)
  return rows.map(({ title, prompt, seed: value, knobs }) => ({
    title,
    generation: { prompt, seed: value, ...(knobs && { knobs }) },
  }))
}
