import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nearTo } from '#main/studio/drawings/near-to.ts'
import { nearestDrawings } from '#main/studio/drawings/nearest.ts'
import { readDrawings } from '#main/studio/drawings/read-drawings.ts'
import type { EngineCall } from '#main/studio/engine-keeper.ts'
import type { Library } from '#main/studio/library/open-library.ts'
import { StudioError } from '#shared/errors.ts'
import { scratchFolder } from '../scratch.ts'

const scratch = scratchFolder()

const sources = {
  ours: { credit: 'Reroll', licence: 'CC-BY-4.0' },
  noto: { credit: 'Noto', licence: 'Apache-2.0' },
}
const drawings = [
  { subject: 'fox', source: 'noto', bytes: 3 },
  { subject: 'owl', source: 'ours', bytes: 2 },
  { subject: 'car', source: 'noto', bytes: 1 },
]
const rows = [127, 0, 0, 0, 127, 0, 90, 90, 0]

/** A model's folder with these three. */
function model(change: { index?: object; vectors?: number[] } = {}): string {
  const folder = join(scratch.path, `model ${Math.random()}`)
  mkdirSync(join(folder, 'drawings'), { recursive: true })
  const index = { width: 3, sources, drawings, ...change.index }
  writeFileSync(join(folder, 'drawings', 'index.json'), JSON.stringify(index))
  writeFileSync(join(folder, 'drawings', 'vectors.bin'), Int8Array.from(change.vectors ?? rows))
  writeFileSync(join(folder, 'drawings', 'pictures.bin'), Buffer.from('foxowc'))
  return folder
}

test('the nearest come first, by the angle alone, each with its own picture and whose it is', async () => {
  const found = nearestDrawings((await readDrawings(model()))!, Float32Array.of(0.6, 0.8, 0), 2)
  expect(found.map(({ subject }) => subject)).toEqual(['car', 'owl'])
  expect(found[0]).toMatchObject({ credit: 'Noto', licence: 'Apache-2.0' })
  expect(found[0]!.likeness).toBeCloseTo(1.4 / Math.SQRT2, 5)
  expect(found.map(({ picture }) => Buffer.from(picture.split(',')[1]!, 'base64').toString())).toEqual([
    'c',
    'ow',
  ])
})

test('a model without drawings has none', async () => {
  expect(await readDrawings(scratch.path)).toBeNull()
})

test.each([
  ['a vector too few', { vectors: rows.slice(3) }],
  ['a source that is not told', { index: { sources: { noto: sources.noto } } }],
  ['other lengths', { index: { drawings: [...drawings, ...drawings] } }],
  ['no width', { index: { width: 0 } }],
])('%s is a broken model', async (_, change) => {
  await expect(readDrawings(model(change))).rejects.toMatchObject({ code: 'model-broken' })
})

const library = (id: string | null) =>
  ({
    get: async () => ({ record: id && { model: { id } } }),
    pngOf: async () => '/a.png',
  }) as unknown as Library
const seen = (width: number) =>
  (async () => ({ width, images: Float32Array.of(0, 1, 0) })) as unknown as EngineCall
const { signal } = new AbortController()

test('a picture is looked at with the scorer of its own model', async () => {
  const folder = model()
  const asked: unknown[] = []
  const call = (async (...args: unknown[]) => {
    asked.push(args.slice(0, 2))
    return seen(3)('score.embed', {} as never)
  }) as unknown as EngineCall
  const near = nearTo({ call, device: () => 'cpu' }, async () => folder)
  const found = await near(library('book'), 'x', signal)
  expect(found).toMatchObject({
    of: 3,
    drawings: [{ subject: 'owl' }, { subject: 'car' }, { subject: 'fox' }],
  })
  expect(asked).toEqual([['score.embed', { folder, device: 'cpu', images: ['/a.png'] }]])
})

test('nothing is near where there is no record, no model or no drawings', async () => {
  const gone = async () => {
    throw new StudioError('invalid-input', 'There is no model book')
  }
  const options = { call: seen(3), device: () => undefined }
  expect(await nearTo(options, async () => model())(library(null), 'x', signal)).toBeNull()
  expect(await nearTo(options, gone)(library('book'), 'x', signal)).toBeNull()
  expect(await nearTo(options, async () => scratch.path)(library('book'), 'x', signal)).toBeNull()
})

test('drawings of another scorer are compared with nothing', async () => {
  const near = nearTo({ call: seen(4), device: () => undefined }, async () => model())
  await expect(near(library('book'), 'x', signal)).rejects.toMatchObject({ code: 'model-broken' })
})
