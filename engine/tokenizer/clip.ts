import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { StudioError } from '#shared/errors.ts'
import { escapePattern } from '#shared/escape-pattern.ts'
import { readText } from '../files/read-text.ts'
import { readJson } from '../json-file.ts'
import { mergePairs, type Ranks } from './byte-pairs.ts'
import type { TextTokenizer } from './encoded.ts'

export type ClipTokenizer = TextTokenizer & {
  start: number
  end: number
  padding: number
  /** The token of a comma by itself; null where the vocabulary has none. */
  comma: number | null
  /** All tokens of a text, none of them start, end or padding. */
  words(text: string): number[]
}

const vocabulary = z.record(z.string(), z.int().min(0))
const special = z.union([z.string(), z.object({ content: z.string() }).transform(({ content }) => content)])
const settings = z.object({
  model_max_length: z.number().int().min(3).max(100_000).catch(77),
  bos_token: special.nullish(),
  eos_token: special.nullish(),
  unk_token: special.nullish(),
  pad_token: special.nullish(),
})

/** White space as Unicode defines it; JavaScript's own \s leaves U+0085 out and takes U+FEFF in. */
const space = '\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
const spaces = new RegExp(`[${space}]+`, 'gu')
const pieces = new RegExp(`'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^${space}\\p{L}\\p{N}]+`, 'gu')
const loneSurrogates = /\p{Surrogate}/gu

/** Each character by itself: the reference does not know the final sigma, which JavaScript would put at a word's end. */
const lowerCase = (text: string) => Array.from(text, char => char.toLowerCase()).join('')

/** The 256 bytes as printable characters, as GPT-2 and CLIP write them in their vocabularies. */
const byteChars: readonly string[] = (() => {
  const printable = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
  let moved = 0
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(printable(byte) ? byte : 256 + moved++))
})()

/**
 * CLIP's byte-pair tokenizer (Radford et al. 2021) from vocab.json and merges.txt, giving the ids of transformers'
 * CLIPTokenizerFast, which diffusers uses: NFC, white space joined, lower case, then words, single digits and runs of signs.
 * Errors: `model-missing`, `model-broken`.
 */
export async function loadTokenizer(folder: string): Promise<ClipTokenizer> {
  const file = join(folder, 'vocab.json')
  const vocab = new Map(Object.entries(await readJson(file, vocabulary)))
  const ranks = await loadMerges(join(folder, 'merges.txt'))
  return clipTokenizer({ vocab, ranks, file }, await loadSettings(folder))
}

/** A word's parts in tokenizer.json: CLIP's end a word with `</w>`. Newer files have pairs, older ones `left right`. */
const bytePairModel = z.object({
  model: z.object({
    type: z.literal('BPE'),
    end_of_word_suffix: z.literal('</w>'),
    vocab: vocabulary,
    merges: z.array(
      z.union([z.string(), z.tuple([z.string(), z.string()]).transform(pair => pair.join(' '))]),
    ),
  }),
})

/** The same from tokenizer.json; null when that file holds another kind of tokenizer. Errors: as `loadTokenizer`. */
export async function loadClipJson(folder: string): Promise<ClipTokenizer | null> {
  const file = join(folder, 'tokenizer.json')
  const parsed = bytePairModel.safeParse(await readJson(file, z.unknown()))
  if (!parsed.success) return null
  const { vocab, merges } = parsed.data.model
  return clipTokenizer(
    {
      vocab: new Map(Object.entries(vocab)),
      ranks: new Map(merges.map((pair, rank) => [pair, rank])),
      file,
    },
    await loadSettings(folder),
  )
}

type BytePairs = { vocab: ReadonlyMap<string, number>; ranks: Ranks; file: string }

function clipTokenizer(
  { vocab, ranks, file }: BytePairs,
  { model_max_length: maxLength, ...names }: z.output<typeof settings>,
): ClipTokenizer {
  const idOf = (name: string, role: string) => {
    const id = vocab.get(name)
    if (id !== undefined) return id
    throw new StudioError('model-broken', `${file} has no ${role} token ${name}; copy the tokenizer again`)
  }
  const start = idOf(names.bos_token ?? '<|startoftext|>', 'start')
  const end = idOf(names.eos_token ?? '<|endoftext|>', 'end')
  const unknown = names.unk_token ? vocab.get(names.unk_token) : undefined
  const padding = idOf(names.pad_token ?? '<|endoftext|>', 'padding')
  const literals = new Map(
    [names.bos_token ?? '<|startoftext|>', names.eos_token ?? '<|endoftext|>'].map(name => [
      name,
      vocab.get(name)!,
    ]),
  )
  const literal = new RegExp(`(${[...literals.keys()].map(escapePattern).join('|')})`, 'u')
  const known = new Map<string, number[]>()

  const wordIds = (word: string): number[] => {
    const cached = known.get(word)
    if (cached) return cached
    const symbols = Array.from(new TextEncoder().encode(word), byte => byteChars[byte]!)
    symbols[symbols.length - 1] += '</w>'
    const ids = mergePairs(symbols, ranks).flatMap(symbol => vocab.get(symbol) ?? unknown ?? [])
    if (word.length < 64) known.set(word, ids)
    return ids
  }
  const textIds = (text: string): number[] => (text.match(pieces) ?? []).flatMap(wordIds)
  const wordsOf = (text: string): number[] => {
    const plain = lowerCase(text.replace(loneSurrogates, '\ufffd').normalize('NFC').replace(spaces, ' '))
    // The markers themselves may be typed; they mean the tokens, whatever stands around them.
    return plain.split(literal).flatMap((part, i) => (i % 2 ? [literals.get(part)!] : textIds(part)))
  }
  return {
    maxLength,
    start,
    end,
    padding,
    comma: vocab.get(',</w>') ?? null,
    words: wordsOf,
    encode(text, length = maxLength) {
      const words = wordsOf(text)
      const ids = new Int32Array(length).fill(padding)
      ids.set([start, ...words.slice(0, length - 2), end])
      return {
        ids,
        count: words.length,
        used: Math.min(length, words.length + 2),
        truncated: words.length > length - 2,
      }
    },
  }
}

async function loadMerges(file: string): Promise<Map<string, number>> {
  const text = await readText(file)
  const lines = text.split(/\r?\n/).filter((line, i) => line && !(i === 0 && line.startsWith('#version')))
  const odd = lines.findIndex(line => line.split(' ').length !== 2)
  if (odd >= 0)
    throw new StudioError(
      'model-broken',
      `${file}: expected two symbols on each line, found "${lines[odd]!.slice(0, 40)}"; copy it again`,
    )
  return new Map(lines.map((line, rank) => [line, rank]))
}

/** tokenizer_config.json, filled up from special_tokens_map.json; either may be missing in old exports. */
async function loadSettings(folder: string): Promise<z.output<typeof settings>> {
  const read = async (name: string) =>
    existsSync(join(folder, name)) ? readJson(join(folder, name), settings) : settings.parse({})
  const [config, map] = [await read('tokenizer_config.json'), await read('special_tokens_map.json')]
  const given = Object.fromEntries(Object.entries(config).filter(([, value]) => value != null))
  return { ...map, ...given, model_max_length: config.model_max_length }
}
