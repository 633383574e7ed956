import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ClipTokenizer, loadTokenizer } from '#engine/tokenizer/clip.ts'

const here = import.meta.dirname
const folders = {
  clip: join(here, '../../fixtures/clip-tokenizer'),
  picturebook: join(here, '../../fixtures/shipped/picturebook/tokenizer'),
}
const golden = (name: string) => JSON.parse(readFileSync(join(here, '../golden', name), 'utf8'))

/** All ids, start and end included, nothing cut and no padding. */
function allIds(tokenizer: ClipTokenizer, text: string): number[] {
  const { count } = tokenizer.encode(text)
  return [...tokenizer.encode(text, count + 2).ids]
}

type Case = { name: string; text: string; ids: number[] }

test.each(golden('clip_tokens.json') as Case[])("OpenAI CLIP's ids: $name", async ({ text, ids }) => {
  expect(allIds(await loadTokenizer(folders.clip), text)).toEqual(ids)
})

test.each(Object.entries(golden('clip_tokens_random.json') as Record<string, [string, number[]][]>))(
  "transformers' ids for random Unicode, vocabulary %s",
  async (name, rows) => {
    const tokenizer = await loadTokenizer(folders[name as keyof typeof folders])
    expect(rows.length).toBeGreaterThanOrEqual(300)
    const wrong = rows.filter(([text, ids]) => allIds(tokenizer, text).join() !== ids.join())
    expect(wrong.map(([text]) => text)).toEqual([])
  },
)

describe('what a text encoder is fed', () => {
  test('is as long as its window, cut with the end token kept, padded after it', async () => {
    const tokenizer = await loadTokenizer(folders.clip)
    const short = tokenizer.encode('a red bird')
    expect(short).toMatchObject({ count: 3, truncated: false })
    expect(short.ids).toHaveLength(77)
    expect([...short.ids.slice(0, 6)]).toEqual([49406, 320, 736, 3329, 49407, 49407])
    const long = tokenizer.encode('bird '.repeat(100))
    expect(long).toMatchObject({ count: 100, truncated: true })
    expect(long.ids).toHaveLength(77)
    expect([...long.ids.slice(74)]).toEqual([3329, 3329, 49407])
    expect(tokenizer.encode('bird '.repeat(75)).truncated).toBe(false)
  })

  test('a lone half of a surrogate pair counts as the replacement character', async () => {
    const tokenizer = await loadTokenizer(folders.clip)
    expect(allIds(tokenizer, 'a\ud800b')).toEqual(allIds(tokenizer, 'a\ufffdb'))
  })

  test('one word of 50,000 letters is encoded too', async () => {
    const tokenizer = await loadTokenizer(folders.clip)
    const ids = allIds(tokenizer, 'ab'.repeat(25_000))
    // The same letters in short words: the piece in the middle repeats.
    expect(ids.length).toBeGreaterThan(1000)
    expect(new Set(ids.slice(10, -10)).size).toBeLessThan(10)
  })
})

describe('a folder of another make', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reroll-tokenizer-'))
    cpSync(folders.picturebook, folder, { recursive: true })
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const write = (name: string, content: unknown) =>
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))

  test('may pad with another token, as Stable Diffusion 2 does', async () => {
    const vocab = JSON.parse(readFileSync(join(folder, 'vocab.json'), 'utf8')) as Record<string, number>
    const other = Object.keys(vocab).find(name => vocab[name] === 5)!
    write('tokenizer_config.json', { model_max_length: 16, pad_token: other })
    const { ids } = (await loadTokenizer(folder)).encode('')
    expect([...ids]).toEqual([vocab['<|startoftext|>'], vocab['<|endoftext|>'], ...new Array(14).fill(5)])
  })

  test('may write its special tokens as objects, or leave its configs out', async () => {
    const before = allIds(await loadTokenizer(folder), 'a red bird')
    write('tokenizer_config.json', {
      bos_token: { content: '<|startoftext|>' },
      eos_token: { content: '<|endoftext|>' },
    })
    expect(allIds(await loadTokenizer(folder), 'a red bird')).toEqual(before)
    rmSync(join(folder, 'tokenizer_config.json'))
    rmSync(join(folder, 'special_tokens_map.json'))
    const bare = await loadTokenizer(folder)
    expect(allIds(bare, 'a red bird')).toEqual(before)
    expect(bare.maxLength).toBe(77)
  })

  test.each<[string, () => void, RegExp, string]>([
    ['no vocabulary', () => rmSync(join(folder, 'vocab.json')), /vocab\.json is missing/, 'model-missing'],
    ['no merges', () => rmSync(join(folder, 'merges.txt')), /merges\.txt is missing/, 'model-missing'],
    [
      'a vocabulary cut short',
      () => write('vocab.json', '{"a": 1, '),
      /vocab\.json is not valid JSON/,
      'model-broken',
    ],
    [
      'a vocabulary of something else',
      () => write('vocab.json', { a: 'b' }),
      /vocab\.json is not what was expected/,
      'model-broken',
    ],
    [
      'a vocabulary without the markers',
      () => write('vocab.json', { a: 1 }),
      /has no start token/,
      'model-broken',
    ],
    [
      'merges of something else',
      () => write('merges.txt', '#version\na b c\n'),
      /expected two symbols on each line/,
      'model-broken',
    ],
  ])('%s is told', async (_, damage, message, code) => {
    damage()
    await expect(loadTokenizer(folder)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    })
  })
})
