import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generate } from '#engine/generate.ts'
import { hashModel } from '#engine/model/hash.ts'
import { type Model, openModel } from '#engine/model/open.ts'
import { modelKeeper } from '#engine/model-keeper.ts'
import { pictureOrigin } from '#engine/png/picture-file.ts'
import { engineContract } from '#shared/engine-contract.ts'
import type { Settings } from '#shared/generation.ts'
import { type PictureRecord, pictureRecord } from '#shared/png/record.ts'
import { fixture } from '../pipeline/draw.ts'
import { vectorFile } from './worded-model.ts'

let model: Model
let scratch: string
beforeAll(async () => {
  model = await openModel(fixture('tiny-sd'), { device: 'cpu', threads: 1 })
  scratch = mkdtempSync(join(tmpdir(), 'reroll-prompts-'))
})
afterAll(async () => {
  await model.release()
  rmSync(scratch, { recursive: true })
})

const reading = { style: 'a1111' as const, clipSkip: 1 }
let made = 0

/** Records of pictures drawn in 2 steps, and what was told on the way. */
async function drawn(
  generation: Partial<Settings>,
  more: { count?: number; batchSize?: number } & Record<string, unknown> = {},
) {
  const { count = 1, ...rest } = more
  const files = Array.from({ length: count }, () => join(scratch, `${made++}.png`))
  const { signal } = new AbortController()
  const request = engineContract['generate.run'].input.parse({
    folder: fixture('tiny-sd'),
    generation: {
      steps: 2,
      seed: 1,
      guidance: 4,
      width: 64,
      height: 64,
      sampler: 'ddim',
      reading,
      ...generation,
    },
    files,
    ...rest,
  })
  const hash = await hashModel(model.folder.path, null, signal)
  const models = {
    letGo: async () => {},
    use: async <T>(_: unknown, work: (opened: { model: Model; hash: typeof hash }) => Promise<T>) =>
      work({ model, hash }),
  }
  const { warnings } = await generate(request, { signal, emit: () => {} }, models, modelKeeper())
  const records = files.map(file => {
    const origin = pictureOrigin(new Uint8Array(readFileSync(file)), file)
    return (origin as { record: PictureRecord }).record
  })
  return { records, warnings, files }
}

describe('wildcards', () => {
  const promptFiles = { wildcards: { animal: ['fox', 'owl', 'cat'] }, embeddings: {} }
  test('each picture of a batch has words of its own; its record draws it again, without the lists', async () => {
    const typed = { prompt: 'a {red|blue|green} __animal__', negative: '{rain|snow}' }
    const { records } = await drawn(typed, { count: 4, batchSize: 4, promptFiles })
    expect(new Set(records.map(({ settings }) => settings.prompt)).size).toBeGreaterThan(1)
    for (const { settings, template, batch, pixels } of records) {
      expect(settings.prompt).toMatch(/^a (red|blue|green) (fox|owl|cat)$/)
      expect(settings.negative).toMatch(/^(rain|snow)$/)
      expect(template).toEqual(typed)
      expect(batch).toEqual({ size: 1, index: 0 })
      const again = await drawn(settings)
      expect(again.records[0]!.pixels).toBe(pixels)
    }
  })
  test('what is missing is said, and the picture is drawn', async () => {
    const { warnings, records } = await drawn({ prompt: 'a __plant__' }, { promptFiles })
    expect(warnings).toEqual(['There is no file of wildcards "plant"; __plant__ is read as text'])
    expect(records[0]!.template).toBeUndefined()
  })
})

describe('how words are read', () => {
  test('is recorded only where it matters, and the bytes are the same where it does not', async () => {
    const [plain, read] = [
      await drawn({ prompt: 'a fox', reading: { style: 'plain', clipSkip: 1 } }),
      await drawn({ prompt: 'a fox' }),
    ]
    expect(readFileSync(read.files[0]!)).toEqual(readFileSync(plain.files[0]!))
    const weighed = await drawn({ prompt: 'a (fox:1.3)' })
    expect(weighed.records[0]!.settings.reading).toEqual(reading)
  })
  test('an older picture, which does not say, is plain text', async () => {
    const weighed = (await drawn({ prompt: 'a (fox:1.3)' })).records[0]!
    const { reading: _, ...old } = weighed.settings
    expect(pictureRecord.parse({ ...weighed, settings: old }).settings.reading.style).toBe('plain')
    const plain = await drawn({ prompt: 'a (fox:1.3)', reading: { style: 'plain', clipSkip: 1 } })
    expect(plain.records[0]!.pixels).not.toBe(weighed.pixels)
    expect(plain.records[0]!.settings.reading.style).toBe('plain')
  })
  test('words that change give a picture of neither alone', async () => {
    const pixels = async (prompt: string) => (await drawn({ prompt })).records[0]!.pixels
    const [both, first, last] = [
      await pixels('a [fox:ship:0.5]'),
      await pixels('a fox'),
      await pixels('a ship'),
    ]
    expect(new Set([both, first, last]).size).toBe(3)
    expect(await pixels('a [ship|ship]')).toBe(last)
    expect(await pixels('a [fox:ship:0]')).toBe(last)
  })
})

describe('textual inversions', () => {
  test('are recorded by name and hash, and change the picture', async () => {
    const promptFiles = { wildcards: {}, embeddings: { one: vectorFile('one') } }
    const [without, with_] = [
      await drawn({ prompt: 'a one (fox)' }),
      await drawn({ prompt: 'a one (fox)' }, { promptFiles }),
    ]
    expect(with_.records[0]!.pixels).not.toBe(without.records[0]!.pixels)
    expect(with_.records[0]!.embeddings).toEqual({ one: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })
  test('of another family are said and left out', async () => {
    const promptFiles = { wildcards: {}, embeddings: { pair: vectorFile('pair') } }
    const { warnings, records } = await drawn({ prompt: 'a (pair)' }, { promptFiles })
    expect(warnings[0]).toMatch(
      /"pair" was made for another family of models \(its vectors have 32 and 32 numbers, this model reads 32\)/,
    )
    expect(records[0]!.embeddings).toBeUndefined()
  })
  test('a pickle is refused with what to do', async () => {
    const promptFiles = { wildcards: {}, embeddings: { ink: '/nowhere/ink.pt' } }
    await expect(drawn({ prompt: 'ink (x)' }, { promptFiles })).rejects.toThrow(
      /ink\.pt is a pickle of PyTorch.*save_file/,
    )
  })
})

test('a layer that is not there is said', async () => {
  await expect(drawn({ prompt: 'a fox', reading: { style: 'a1111', clipSkip: 9 } })).rejects.toThrow(
    /has 3 layers that can be told apart: CLIP skip can be 1 to 3, not 9/,
  )
})
