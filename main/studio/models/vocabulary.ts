import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { readJson } from '#engine/json-file.ts'
import { seed } from '#shared/seed.ts'
import type { Starter, Vocabulary } from '#shared/studio/models.ts'

/** Beside the graphs, and no part of what the model's hash covers: words about a model change nothing it draws. */
const ownFile = (folder: string) => join(folder, 'vocabulary.json')
const startersFile = (folder: string): string => join(folder, 'starters.json')

const word = z.string().trim().min(1).max(64)
const subject = z.union([
  z.object({ word, group: word, also: z.array(word).default([]) }),
  word.transform(name => ({ word: name, group: 'subjects', also: [] as string[] })),
])
/** Ours says groups and kinds; the plain form, `{subjects: [...], colours: [...], ...}`, has a list for each kind. */
const vocabulary = z
  .object({
    subjects: z.array(subject),
    words: z.array(z.object({ kind: word, words: z.array(word) })).optional(),
  })
  .catchall(z.unknown())
  .transform(({ subjects, words, ...rest }): Vocabulary => ({ subjects, words: words ?? kindsOf(rest) }))

const kindsOf = (lists: Record<string, unknown>) =>
  Object.entries(lists).flatMap(([kind, list]) => {
    const words = z.array(word).safeParse(list)
    return words.success && words.data.length ? [{ kind, words: words.data }] : []
  })

/** The file with a model's words: `vocabulary.json`, else the one that its manifest names; null without one. */
function vocabularyFile(folder: string, named?: string): string | null {
  const files = [ownFile(folder), ...(named && !named.includes('..') ? [join(folder, named)] : [])]
  return files.find(file => existsSync(file)) ?? null
}

const manifest = z.object({ vocabulary: z.string().optional() })

/** The words that a model was taught; null where it does not say. Errors: `model-broken`. */
export async function readVocabulary(folder: string): Promise<Vocabulary | null> {
  const studio = join(folder, 'studio.json')
  const named = existsSync(studio) ? (await readJson(studio, manifest)).vocabulary : undefined
  const file = vocabularyFile(folder, named)
  return file === null ? null : readJson(file, vocabulary)
}

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
