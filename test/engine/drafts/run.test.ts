import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { decode } from 'fast-png'
import { expect, test } from 'vitest'
import { engineHandlers } from '#engine/handlers.ts'
import { type DraftEvent, engineContract } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'

const pictureBook = resolve(import.meta.dirname, '../../fixtures/shipped/picturebook')
const handlers = engineHandlers()

async function run(input: object, onDraft: (abort: AbortController) => void = () => {}) {
  const abort = new AbortController()
  const drafts: DraftEvent[] = []
  const request = engineContract['drafts.run'].input.parse({
    folder: pictureBook,
    device: 'cpu',
    steps: 2,
    side: 64,
    ...input,
  })
  const result = await Promise.resolve(
    handlers['drafts.run'](request, {
      signal: abort.signal,
      emit: draft => {
        drafts.push(draft)
        onDraft(abort)
      },
    }),
  ).then(
    ({ drawn }) => drawn,
    (error: StudioError) => error,
  )
  return { result, drafts, pixels: drafts.map(({ png }) => decode(png!).data as Uint8Array) }
}

const bird = (changes: object) => ({ prompt: 'a red bird', seed: 1, ...changes })
const furthest = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0)

test('every draft is that of its own settings, whatever it shared a pass with', async () => {
  const generations = [
    bird({ seed: 3 }),
    bird({ seed: 9 }),
    bird({ seed: 3, dice: { layout: 5 } }),
    bird({ seed: 3, variation: { seed: 4, strength: 0.4 } }),
    bird({ seed: 3, prompt: 'a blue fish' }),
  ]
  const together = await run({ generations })
  expect(together.result).toBe(5)
  expect(together.drafts.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3, 4])
  for (const [i, { index }] of together.drafts.entries()) {
    const alone = await run({ generations: [generations[index]!] })
    expect(furthest(together.pixels[i]!, alone.pixels[0]!)).toBeLessThanOrEqual(1)
    expect(decode(together.drafts[i]!.png!)).toMatchObject({ width: 64, height: 64 })
  }
  const [first, second] = together.pixels
  expect(furthest(first!, second!)).toBeGreaterThan(30)
})

test('a cancel ends it and leaves what was told', async () => {
  const generations = Array.from({ length: 12 }, (_, seed) => bird({ seed }))
  const { result, drafts } = await run({ generations }, abort =>
    abort.abort(new StudioError('cancelled', 'Cancelled')),
  )
  expect(result).toMatchObject({ code: 'cancelled' })
  expect(drafts.length).toBeLessThanOrEqual(4)
})

test('no picture is drawn where none is wanted', async () => {
  const generations = [bird({})]
  const abort = new AbortController()
  const events: DraftEvent[] = []
  await handlers['drafts.run'](
    engineContract['drafts.run'].input.parse({ folder: pictureBook, steps: 1, side: null, generations }),
    { signal: abort.signal, emit: event => events.push(event) },
  )
  expect(events).toMatchObject([{ png: null, score: null, embedding: null, msLeft: 0 }])
})

test('a size or knob that the model does not have is told before anything is drawn', async () => {
  const size = await run({ generations: [bird({}), bird({ width: 100, height: 100 })] })
  expect(size.result).toMatchObject({ code: 'invalid-input' })
  const knob = await run({ generations: [bird({}), bird({ knobs: { wings: 3 } })] })
  expect(knob.result).toMatchObject({ code: 'invalid-input' })
  expect([...size.drafts, ...knob.drafts]).toEqual([])
})

test('the preview decoder draws them where there is one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reroll-drafts-'))
  try {
    cpSync(resolve(import.meta.dirname, '../../fixtures/tiny-sd'), folder, { recursive: true })
    const size = { width: 64, height: 64 }
    const own = await run({ folder, generations: [bird(size)], steps: 1 })
    const quick = join(folder, 'vae_decoder_preview')
    cpSync(join(folder, 'vae_decoder'), quick, { recursive: true })
    const handlers = engineHandlers()
    const request = engineContract['drafts.run'].input.parse({
      folder,
      device: 'cpu',
      steps: 1,
      side: 64,
      generations: [bird(size)],
    })
    const pngs: Uint8Array[] = []
    const context = { signal: new AbortController().signal, emit: ({ png }: DraftEvent) => pngs.push(png!) }
    await handlers['drafts.run'](request, context)
    expect(decode(pngs[0]!).data).toEqual(own.pixels[0])

    writeFileSync(join(quick, 'model.onnx'), 'no graph')
    const broken = Promise.resolve(engineHandlers()['drafts.run'](request, context))
    await expect(broken).rejects.toThrow('vae_decoder_preview')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('scores and embeddings come with drafts that ask for them, from any scorer', async () => {
  const scorer = resolve(import.meta.dirname, '../../fixtures/tiny-scorer')
  const generations = [bird({}), bird({ seed: 2 })]
  const { drafts } = await run({ generations, score: 'a red bird', embed: true, scorer })
  for (const { score, embedding } of drafts) {
    expect(score).toBeGreaterThanOrEqual(-1)
    expect(score).toBeLessThanOrEqual(1)
    expect(embedding!.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 4)
  }
  const alone = await run({ generations, score: 'a red bird', scorer })
  expect(alone.drafts.map(({ embedding }) => embedding)).toEqual([null, null])
  expect(alone.drafts.map(({ score }) => score)).toEqual(drafts.map(({ score }) => score))
})
