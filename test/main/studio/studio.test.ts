import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Conf from 'conf'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodePlain } from '#engine/png/picture-file.ts'
import { servedHost } from '#main/server/host.ts'
import { forkEngine } from '#main/studio/fork-engine.ts'
import { openStudio, type Studio } from '#main/studio/studio.ts'
import type { Client } from '#shared/contract.ts'
import type { JobsEvent } from '#shared/studio/jobs.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import { pixels } from './paint.ts'
import { scratchFolder, until } from './scratch.ts'
import { through } from './through.ts'

const scratch = scratchFolder()
const model = 'picturebook'
let studio: Studio
let call: Client<StudioContract>
let events: JobsEvent[]
let problems: string[]
let spawned: number

async function open() {
  problems = []
  events = []
  spawned = 0
  const data = join(scratch.path, 'data')
  studio = await openStudio({
    data,
    cache: join(scratch.path, 'cache'),
    pictures: join(scratch.path, 'pictures'),
    spawn: env => {
      spawned++
      return forkEngine(env)
    },
    openSettings: () => new Conf({ cwd: data, configName: 'settings' }),
    onProblem: sentence => problems.push(sentence),
  })
  call = through(studio.handlers(servedHost))
  call('jobs.watch', undefined, { onEvent: event => events.push(event) }).catch(() => {})
}
beforeEach(open)
afterEach(() => studio.close())

const queue = () => events.filter(event => event.kind === 'queue').at(-1)
const idle = () =>
  until(() => {
    const jobs = queue()?.jobs
    return jobs?.length && jobs.every(({ state }) => state !== 'waiting' && state !== 'running')
      ? jobs
      : undefined
  }, 40_000)
const draw = async (generation: object, count = 1) => {
  await call('jobs.add', {
    jobs: [{ model, generation: { prompt: 'a red bird', seed: 7, steps: 2, ...generation }, count }],
  })
  const [job] = await idle()
  return job!
}

describe('the studio with the real engine', () => {
  test('four rolls, each with its seed; recalling one gives the same bytes', async () => {
    const job = await draw({}, 4)
    expect(job).toMatchObject({ state: 'done', error: null })
    const { pictures } = await call('pictures.range', {})
    expect(pictures.map(({ seed }) => seed)).toEqual([10, 9, 8, 7])
    expect(job.pictures).toEqual(pictures.map(({ id }) => id).reverse())
    const detail = await call('pictures.get', { id: job.pictures[2]! })
    const before = readFileSync(detail.file)
    await call('pictures.trash', { ids: [detail.id] })
    await call('pictures.purge', {})
    const { settings } = detail.record!
    await call('jobs.clear', undefined)
    await draw(settings)
    expect(readFileSync((await call('pictures.get', { id: detail.id })).file).equals(before)).toBe(true)
    const restored = await call('pictures.read', { name: 'a.png', png: new Uint8Array(before) })
    expect(restored).toMatchObject({
      source: 'reroll',
      model,
      modelInstalled: true,
      id: detail.id,
      generation: settings,
    })
  })

  test('a job that is cancelled stops within a step, and the next begins', async () => {
    const { ids } = await call('jobs.add', {
      jobs: [
        { model, generation: { prompt: 'a', seed: 1, steps: 150 } },
        { model, generation: { prompt: 'b', seed: 1, steps: 1 } },
      ],
    })
    await until(() => events.some(({ kind }) => kind === 'progress'), 30_000)
    await call('jobs.cancel', { ids: [ids[0]!] })
    expect((await idle()).map(({ state }) => state)).toEqual(['done', 'cancelled'])
    // The folder itself goes with the cancelled picture where that was the first to need it.
    const incoming = join(scratch.path, 'pictures', '.incoming')
    expect(existsSync(incoming) ? readdirSync(incoming) : []).toEqual([])
    expect(spawned).toBe(1)
  })

  test('another library in mid-run: the job goes on there, and the setting is kept', async () => {
    await call('jobs.add', { jobs: [{ model, generation: { prompt: 'a', seed: 1, steps: 20 }, count: 2 }] })
    await until(() => events.some(({ kind }) => kind === 'progress'), 30_000)
    const folder = join(scratch.path, 'other')
    const info = await call('library.open', { folder })
    expect(info).toMatchObject({ folder, problem: null })
    const [job] = await idle()
    expect(job).toMatchObject({ state: 'done', pictures: [expect.any(String), expect.any(String)] })
    expect((await call('settings.get', undefined)).settings.libraryFolder).toBe(folder)
    const counts = await call('library.info', undefined)
    expect(counts.pictures).toBeGreaterThanOrEqual(1)
    await studio.close()
    await open()
    expect(await call('library.info', undefined)).toMatchObject({ folder, pictures: counts.pictures })
  })

  test('samples are drawn when nothing else is, kept, and give way to a job', async () => {
    const slow = call('models.sample', { model, prompt: 'a fox' })
    const job = await draw({})
    expect(job.state).toBe('done')
    const { png } = await slow
    expect([...png.subarray(1, 4)]).toEqual([...Buffer.from('PNG')])
    const again = performance.now()
    expect((await call('models.sample', { model, prompt: 'a fox' })).png).toEqual(png)
    expect(performance.now() - again).toBeLessThan(1000)
    // What nobody waits for any more is not drawn.
    const abort = new AbortController()
    const dropped = call('models.sample', { model, prompt: 'a crow' }, { signal: abort.signal })
    abort.abort()
    await expect(dropped).rejects.toMatchObject({ code: 'cancelled' })
    expect((await call('pictures.range', {})).total).toBe(1)
  })

  test('no room left by the settings: the job says so, the queue waits', async () => {
    await call('settings.set', { change: { minFreeMiB: 1_000_000 } })
    const before = await call('settings.get', undefined)
    expect(before.settings.minFreeMiB).toBe(1_000_000)
    const job = await draw({})
    expect(job).toMatchObject({ state: 'failed', error: { code: 'disk-full' } })
    expect(queue()!.paused).toBe(true)
    await call('settings.set', { change: { minFreeMiB: 0 } })
    await call('jobs.pause', { paused: false })
    await call('jobs.retry', { id: job.id })
    await until(() => queue()?.jobs[0]?.state === 'done', 30_000)
  })

  test('what the engine refuses is told, and no engine is kept for nothing', async () => {
    expect(await draw({ width: 100 })).toMatchObject({ state: 'failed', error: { code: 'invalid-input' } })
    await expect(
      call('jobs.add', { jobs: [{ model: 'picturebok', generation: { prompt: '', seed: 1 } }] }),
    ).rejects.toThrow('did you mean "picturebook"?')
  })
})

test('what is wrong in the library is told to the window, to one that opens later too', async () => {
  await studio.close()
  writeFileSync(join(scratch.path, 'pictures', 'diary.png'), 'Dear diary')
  await open()
  const told: string[] = []
  const listen = (into: string[]) =>
    call('studio.problems', undefined, { onEvent: ({ problem }) => into.push(problem) }).catch(() => {})
  listen(told)
  await until(() => told.length)
  const later: string[] = []
  listen(later)
  await until(() => later.length)
  expect(later).toEqual(['diary.png is no PNG, JPEG or WebP picture, whatever its name says'])
  expect(problems).toEqual(later)
})

describe('models without an engine', () => {
  test('the shipped one: card, words, starters, tokens', async () => {
    const [card] = await call('models.list', undefined)
    expect(card).toMatchObject({
      id: model,
      name: 'Picture-book',
      shipped: true,
      hasVocabulary: true,
      problem: null,
      defaults: { steps: 20, sampler: 'ddim' },
    })
    const words = (await call('models.vocabulary', { model }))!
    const known = [
      ...words.subjects.flatMap(({ word, also }) => [word, ...also]),
      ...words.words.flatMap(kind => kind.words),
    ]
    const vocab = JSON.parse(readFileSync(join(card!.folder, 'tokenizer', 'vocab.json'), 'utf8'))
    expect(known.flatMap(phrase => phrase.split(' ')).filter(word => !(`${word}</w>` in vocab))).toEqual([])
    const starters = await call('models.starters', { model })
    expect(starters.length).toBeGreaterThanOrEqual(12)
    const inWords = new Set([
      ...known.flatMap(phrase => phrase.split(' ')),
      'a',
      'an',
      'the',
      'on',
      'with',
      'of',
    ])
    for (const { generation } of starters)
      expect(generation.prompt.match(/\p{L}+/gu)!.filter(word => !inWords.has(word))).toEqual([])
    expect(await call('models.count', { model, text: 'a red bird on a branch' })).toEqual({
      tokens: 6,
      limit: 30,
      windows: 1,
    })
    expect(spawned).toBe(0)
  })

  test('a folder that is no model has a card that says why', async () => {
    const broken = join(scratch.path, 'models', 'broken')
    mkdirSync(broken, { recursive: true })
    writeFileSync(join(broken, 'model_index.json'), '{')
    process.env.REROLL_MODELS = join(scratch.path, 'models')
    const cards = await call('models.list', undefined)
    delete process.env.REROLL_MODELS
    expect(cards.find(({ id }) => id === 'broken')?.problem).toMatch('is not valid JSON')
  })
})

describe('dropped on the window', () => {
  const read = (png: Uint8Array) => call('pictures.read', { name: 'drop.png', png: new Uint8Array(png) })
  test.each([
    ['an empty file', new Uint8Array(), /is empty/],
    ['a text file', Buffer.from('hello'), /is not a PNG/],
    ['a picture without a word', encodePlain(pixels(1)), /does not say how it was made/],
  ] as const)('%s is told what it is', async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(message)
  })

  test("A1111's text, value by value: what is out of range is left out and told", async () => {
    const { textChunk, withChunks } = await import('#shared/png/chunks.ts')
    const text =
      'a fox\nNegative prompt: rain\nSteps: 9999, Sampler: Euler a, CFG scale: 7, Seed: 5, Size: 512x512, Model: other'
    const restored = await read(withChunks(encodePlain(pixels(1)), [textChunk('parameters', text)]))
    expect(restored).toMatchObject({
      source: 'a1111',
      model: 'other',
      modelInstalled: false,
      generation: { prompt: 'a fox', negative: 'rain', seed: 5, sampler: 'euler_a', rng: 'cuda', width: 512 },
    })
    expect(restored.generation.steps).toBeUndefined()
    expect(restored.warnings).toHaveLength(2)
  })

  test('pictures of other programs, of all three kinds', async () => {
    const file = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/foreign', name))
    expect(await read(file('comfyui.webp'))).toMatchObject({
      source: 'comfyui',
      model: 'dreamshaper_8',
      generation: {
        prompt: 'an owl on a mossy branch',
        sampler: 'dpmpp_2m_sde',
        schedule: 'karras',
        rng: 'cpu',
      },
    })
    const { source, generation, absent, warnings } = await read(file('a1111.jpg'))
    expect(source).toBe('a1111')
    expect(generation.reading).toEqual({ style: 'a1111', clipSkip: 2 })
    expect(absent).toEqual([
      'Its LoRA oil-paint: 0.6 is not here and was left out; put its file into one of the folders of LoRAs (settings, Drawing) and drop the picture again',
    ])
    expect(warnings).toEqual([
      'Left out: Denoising strength 0.45: Reroll draws in one pass: no second, larger one.',
      "Left out: VAE hash c6a580b13a: Reroll decodes with the model's own VAE.",
      "Left out: VAE vae-ft-mse.safetensors: Reroll decodes with the model's own VAE.",
      'Left out too: ENSD, Hires upscale, Hires steps, Hires upscaler, TI hashes.',
      'The model v1-5-pruned-emaonly is not installed here; the present one is kept',
    ])
  })
})
