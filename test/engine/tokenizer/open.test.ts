import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cleaners } from '#engine/tokenizer/clean.ts'
import { openTokenizer } from '#engine/tokenizer/open.ts'
import { clipGolden, fixture } from '../scorer/clip-golden.ts'

let scratch: string
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'reroll-tokenizer-'))
})
afterEach(() => rmSync(scratch, { recursive: true, force: true }))

const change = (name: string, edit: (json: Record<string, unknown>) => void) => {
  const file = join(scratch, name)
  const json = JSON.parse(readFileSync(file, 'utf8'))
  edit(json)
  writeFileSync(file, JSON.stringify(json))
}

describe('texts become the ids that transformers gives', () => {
  test.each([
    ['CLIP from vocab.json and merges.txt', 'tiny-clip', 'clip', 77],
    ['CLIP from tokenizer.json', 'tiny-clip-whole', 'clip', 77],
    ['SigLIP, a unigram model from tokenizer.json', 'tiny-siglip', 'siglip', 64],
    ['SigLIP 2, byte pairs with bytes for unknown letters', 'tiny-siglip2-words', 'siglip2', 64],
    ['OpenCLIP, padded with 0', 'tiny-openclip/textual', 'openclip', 77],
  ] as const)('%s', async (_, folder, model, length) => {
    const tokenizer = await openTokenizer(fixture(folder))
    for (const [i, text] of clipGolden.texts.entries())
      expect([text, ...tokenizer.encode(text, length).ids]).toEqual([text, ...clipGolden[model].ids[i]!])
  })
})

test.each([
  ['SigLIP', 'tiny-siglip', 1],
  ['SigLIP 2', 'tiny-siglip2-words', 2],
] as const)('random Unicode too, %s', async (_, folder, at) => {
  const tokenizer = await openTokenizer(fixture(folder))
  expect(clipGolden.odd.length).toBeGreaterThan(90)
  for (const row of clipGolden.odd) {
    const { ids, used } = tokenizer.encode(row[0])
    expect([row[0], ...ids.subarray(0, used)]).toEqual([row[0], ...row[at]])
  }
})

test('what is cut and what is padding is told', async () => {
  const siglip = await openTokenizer(fixture('tiny-siglip'))
  const whole = siglip.encode('a red bird')
  expect(whole.used).toBe(whole.count + 1)
  expect(whole.truncated).toBe(false)
  expect([...whole.ids.subarray(whole.used)].every(id => id === 1)).toBe(true)
  const cut = siglip.encode('a red bird', 4)
  expect(cut).toMatchObject({ used: 4, count: whole.count, truncated: true })
  expect([...cut.ids]).toEqual([...whole.ids.subarray(0, 3), 1])
  const clip = await openTokenizer(fixture('tiny-clip'))
  expect(clip.encode('a', 77).used).toBe(3)
  expect(clip.encode('a '.repeat(200), 77).used).toBe(77)
})

test('newer files write merges as pairs', async () => {
  cpSync(fixture('tiny-clip-whole'), scratch, { recursive: true })
  change('tokenizer.json', json => {
    const model = json.model as { merges: (string | string[])[] }
    model.merges = model.merges.map(pair => (typeof pair === 'string' ? pair.split(' ') : pair.join(' ')))
  })
  const [changed, as] = [await openTokenizer(scratch), await openTokenizer(fixture('tiny-clip-whole'))]
  expect(changed.encode('a red bird on a branch').ids).toEqual(as.encode('a red bird on a branch').ids)
})

test("a text is cleaned as the tokenizer's class does it, or as the folder says", async () => {
  cpSync(fixture('tiny-siglip'), scratch, { recursive: true })
  const count = async (text: string, cleaner?: 'openCanonical') =>
    [...(await openTokenizer(scratch, cleaner)).encode(text).ids].join()
  const plain = await count('red bird')
  expect(await count('Red, BIRD!')).toBe(plain)
  change('tokenizer_config.json', json => {
    json.tokenizer_class = 'GemmaTokenizer'
  })
  expect(await count('Red BIRD')).toBe(plain)
  expect(await count('red, bird')).not.toBe(plain)
  change('tokenizer_config.json', json => {
    json.tokenizer_class = 'T5Tokenizer'
  })
  expect(await count('Red BIRD')).not.toBe(plain)
  expect(await count('Red_BIRD.', 'openCanonical')).toBe(plain)
})

test('cleaners', () => {
  expect(cleaners.canonical("  A Blue  Fish,\n(isn't it?) ")).toBe('a blue fish isnt it')
  expect(cleaners.canonical('a_b')).toBe('ab')
  expect(cleaners.openCanonical('a_b, C')).toBe('a b c')
  expect(cleaners.lower('A, b')).toBe('a, b')
})

test('a folder without a tokenizer, with spiece.model alone or a broken one is told what to do', async () => {
  await expect(openTokenizer(scratch)).rejects.toThrow(
    'expected tokenizer.json, or vocab.json and merges.txt',
  )
  writeFileSync(join(scratch, 'spiece.model'), '')
  await expect(openTokenizer(scratch)).rejects.toThrow('save_pretrained')
  writeFileSync(join(scratch, 'tokenizer.json'), '{"model": {"type": "Nonsense"}}')
  await expect(openTokenizer(scratch)).rejects.toMatchObject({
    code: 'model-broken',
    message: expect.stringContaining('copy the tokenizer again'),
  })
  cpSync(fixture('tiny-siglip/tokenizer.json'), join(scratch, 'tokenizer.json'))
  await expect(openTokenizer(scratch)).resolves.toMatchObject({ maxLength: 64 })
  writeFileSync(join(scratch, 'tokenizer_config.json'), '{"pad_token": "[NONE]"}')
  await expect(openTokenizer(scratch)).rejects.toThrow('has no padding token [NONE]')
})
