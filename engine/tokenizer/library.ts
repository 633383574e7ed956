import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Tokenizer } from '@huggingface/tokenizers'
import * as z from 'zod'
import { StudioError } from '#shared/errors.ts'
import { readJson } from '../json-file.ts'
import { charsmap } from './charsmap.ts'
import { type Cleaner, cleaners } from './clean.ts'
import type { TextTokenizer } from './encoded.ts'

const special = z.union([z.string(), z.object({ content: z.string() }).transform(({ content }) => content)])
const settings = z.looseObject({
  tokenizer_class: z.string().optional(),
  pad_token: special.nullish(),
  model_max_length: z.int().min(1).max(100_000).catch(64),
})

/** What transformers does by the class of the tokenizer, outside its tokenizer.json. */
const byClass: Record<string, Cleaner> = {
  SiglipTokenizer: 'canonical',
  SiglipTokenizerFast: 'canonical',
  Siglip2Tokenizer: 'lower',
  GemmaTokenizer: 'lower',
  GemmaTokenizerFast: 'lower',
}

/**
 * Whatever tokenizer.json holds (unigram, byte fallback), through Hugging Face's own library in plain JavaScript; padding
 * and cutting are ours, as transformers' `padding="max_length", truncation=True`.
 * Errors: `model-missing`, `model-broken`.
 */
export async function loadLibraryTokenizer(folder: string, cleaner?: Cleaner): Promise<TextTokenizer> {
  const file = join(folder, 'tokenizer.json')
  const json = await readJson(file, z.looseObject({}))
  const configFile = join(folder, 'tokenizer_config.json')
  const config = existsSync(configFile) ? await readJson(configFile, settings) : settings.parse({})
  const broken = (why: string) =>
    new StudioError('model-broken', `${file} ${why}; copy the tokenizer again, tokenizer_config.json with it`)
  let tokenizer: Tokenizer
  let mapped: (text: string) => string
  try {
    const taken = withoutCharsmap(json)
    mapped = taken.map === null ? text => text : charsmap(taken.map)
    tokenizer = new Tokenizer(taken.json, config)
  } catch (error) {
    throw broken(`holds a tokenizer that cannot be used (${(error as Error).message})`)
  }
  const padding = tokenizer.token_to_id(config.pad_token ?? '<pad>')
  if (padding === undefined) throw broken(`has no padding token ${config.pad_token ?? '<pad>'}`)
  const clean = cleaners[cleaner ?? byClass[config.tokenizer_class ?? ''] ?? 'none']
  const idsOf = (text: string, whole = false): number[] =>
    tokenizer.encode(text, { add_special_tokens: whole }).ids
  const { before, after } = around(idsOf('a'), idsOf('a', true))
  return {
    maxLength: config.model_max_length,
    encode(text, length = config.model_max_length) {
      const words = idsOf(mapped(clean(text)))
      const room = length - before.length - after.length
      const all = [...before, ...words.slice(0, room), ...after]
      const ids = new Int32Array(length).fill(padding)
      ids.set(all)
      return { ids, count: words.length, used: all.length, truncated: words.length > room }
    },
  }
}

const precompiled = z.looseObject({ type: z.literal('Precompiled'), precompiled_charsmap: z.string().min(1) })
const sequence = z.looseObject({ type: z.literal('Sequence'), normalizers: z.array(z.unknown()).min(1) })

/** The library only comes near to a precompiled map (joined emoji fall apart); where one comes first, it is ours to do. */
function withoutCharsmap(json: Record<string, unknown>): { json: object; map: string | null } {
  const steps = sequence.safeParse(json.normalizer)
  const [first, ...rest] = steps.success ? steps.data.normalizers : [json.normalizer]
  const found = precompiled.safeParse(first)
  if (!found.success) return { json, map: null }
  const normalizer = rest.length ? { type: 'Sequence', normalizers: rest } : null
  return { json: { ...json, normalizer }, map: found.data.precompiled_charsmap }
}

/** What a tokenizer puts before and after every text, from the ids of one with and without it. */
function around(plain: readonly number[], whole: readonly number[]) {
  const at = whole.findIndex((_, i) => plain.every((id, k) => whole[i + k] === id))
  return at < 0 || !plain.length
    ? { before: [], after: [] }
    : { before: whole.slice(0, at), after: whole.slice(at + plain.length) }
}
