import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { EngineCall } from '#main/studio/engine-keeper.ts'
import type { Library } from '#main/studio/library/open-library.ts'
import { batch, openFiller } from '#main/studio/meaning/filler.ts'
import { cancelled, StudioError } from '#shared/errors.ts'
import { opened } from '../library/open.ts'
import { paint } from '../paint.ts'
import { scratchFolder, until } from '../scratch.ts'
import { cosine, direction } from './vectors.ts'

const scratch = scratchFolder()
const pictures = () => join(scratch.path, 'pictures')

type Asked = { images: string[]; texts: string[] }

/** An engine that embeds names: it may be held up, and does not like some files. */
function fakeEngine(bad: (file: string) => boolean = () => false) {
  const asked: Asked[] = []
  let gate: Promise<void> | undefined
  const call = (async (
    _: string,
    { images = [], texts = [] }: Partial<Asked>,
    options?: { signal?: AbortSignal },
  ) => {
    asked.push({ images, texts })
    await Promise.race([
      gate,
      new Promise((_, reject) => options?.signal?.addEventListener('abort', () => reject(cancelled()))),
      ...(gate ? [] : [undefined]),
    ])
    if (images.some(bad)) throw new StudioError('invalid-input', 'no picture')
    const joined = (names: string[]) => Float32Array.from(names.flatMap(name => [...vectorFor(name)]))
    return { id: 'space', width: 8, images: joined(images), texts: joined(texts) }
  }) as unknown as EngineCall
  return {
    call,
    asked,
    hold() {
      let open = () => {}
      gate = new Promise(resolve => {
        open = resolve
      })
      return () => {
        gate = undefined
        open()
      }
    },
  }
}

const vectorFor = (name: string) =>
  direction([...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) >>> 0, 8)

const fillerOf = (library: Library, call: EngineCall, mayRun = () => true, problems: string[] = []) =>
  openFiller({
    library: () => library,
    call,
    scorer: async () => '/scorer',
    device: () => undefined,
    mayRun,
    onProblem: sentence => problems.push(sentence),
  })

async function filled(count: number) {
  mkdirSync(pictures(), { recursive: true })
  for (let n = 0; n < count; n++) {
    paint(join(pictures(), `${n}.png`), n, `a bird ${n}`)
    writeFileSync(join(pictures(), `${n}.png.json`), JSON.stringify({ format: 1, created: 1000 + n }))
  }
  return opened(scratch.path)
}
const rest = (filler: ReturnType<typeof fillerOf>) => until(() => !filler.isWorking())

test('embeds everything in batches, the newest first, with the fit to the own prompt', async () => {
  const library = await filled(batch + 3)
  const { call, asked } = fakeEngine()
  const filler = fillerOf(library, call)
  filler.next()
  await rest(filler)
  expect(asked.map(({ images }) => images.length)).toEqual([batch, 3])
  expect(asked[0]!.images[0]).toBe(join(pictures(), `${batch + 2}.png`))
  expect(library.meaning.coverage()).toEqual({ embedded: batch + 3, unreadable: 0, of: batch + 3 })
  const fits = Array.from({ length: batch + 3 }, (_, n) => ({
    n,
    fit: cosine(vectorFor(join(pictures(), `${n}.png`)), vectorFor(`a bird ${n}`)),
  }))
  const best = fits.sort((a, b) => b.fit - a.fit).map(({ n }) => `a bird ${n}`)
  const { pictures: sorted } = library.range({ offset: 0, limit: 100, filter: {}, sort: 'match' })
  expect(sorted.map(({ prompt }) => prompt)).toEqual(best)
  filler.next()
  await rest(filler)
  expect(asked).toHaveLength(2)
  await library.close()
})

test('yields at once, keeps what it had, and goes on from there, after a restart too', async () => {
  const library = await filled(batch * 2)
  const engine = fakeEngine()
  let busy = false
  const filler = fillerOf(library, engine.call, () => !busy)
  filler.next()
  await rest(filler)
  const before = library.meaning.coverage().embedded
  expect(before).toBe(batch * 2)
  paint(join(pictures(), 'new.png'), 500, 'new')
  await library.refresh()
  const open = engine.hold()
  filler.next()
  await until(() => engine.asked.at(-1)!.images.length === 1)
  busy = true
  const since = performance.now()
  await filler.pause()
  expect(performance.now() - since).toBeLessThan(500)
  expect(library.meaning.coverage().embedded).toBe(before)
  filler.next()
  expect(filler.isWorking()).toBe(false)
  open()
  await filler.close()
  await library.close()

  busy = false
  const again = await opened(scratch.path)
  const after = fillerOf(again, engine.call)
  const askedBefore = engine.asked.length
  after.next()
  await rest(after)
  expect(engine.asked.slice(askedBefore).map(({ images }) => images)).toEqual([[join(pictures(), 'new.png')]])
  expect(again.meaning.coverage().embedded).toBe(before + 1)
  await again.close()
})

test('asked for more while the last one is still ending, it goes on by itself', async () => {
  const library = await filled(3)
  const engine = fakeEngine()
  const open = engine.hold()
  const filler = fillerOf(library, engine.call)
  filler.next()
  await until(() => engine.asked.length)
  const paused = filler.pause()
  filler.next()
  open()
  await paused
  await until(() => library.meaning.coverage().embedded === 3)
  await filler.close()
  await library.close()
})

test('what becomes busy between two batches ends it there', async () => {
  const library = await filled(batch * 2)
  const { call, asked } = fakeEngine()
  const filler = fillerOf(library, call, () => asked.length < 1)
  filler.next()
  await rest(filler)
  expect(asked).toHaveLength(1)
  expect(library.meaning.coverage().embedded).toBe(batch)
  await library.close()
})

test('a file that cannot be read is marked and holds no other up; a picture that has gone is left out', async () => {
  const library = await filled(5)
  const engine = fakeEngine(file => file.endsWith('2.png'))
  const filler = fillerOf(library, engine.call)
  filler.next()
  await rest(filler)
  expect(library.meaning.coverage()).toEqual({ embedded: 4, unreadable: 1, of: 5 })
  paint(join(pictures(), 'late.png'), 900, 'late')
  await library.refresh()
  const open = engine.hold()
  filler.next()
  await until(() => engine.asked.at(-1)!.images[0]?.endsWith('late.png'))
  rmSync(join(pictures(), 'late.png'))
  await library.refresh()
  open()
  await rest(filler)
  expect(library.meaning.coverage()).toEqual({ embedded: 4, unreadable: 1, of: 5 })
  await library.close()
})

test('an engine that fails is told of once, and asked again the next time', async () => {
  const library = await filled(2)
  let calls = 0
  const call = (async () => {
    calls++
    throw new StudioError('model-missing', 'no scorer')
  }) as unknown as EngineCall
  const problems: string[] = []
  const filler = fillerOf(library, call, () => true, problems)
  for (let i = 0; i < 2; i++) {
    filler.next()
    await rest(filler)
  }
  expect(calls).toBe(2)
  expect(problems).toEqual([expect.stringMatching('no scorer')])
  expect(library.meaning.coverage().embedded).toBe(0)
  await library.close()
})

test('a disk that is gone marks nothing', async () => {
  const library = await filled(2)
  const { call, asked } = fakeEngine(() => true)
  for (const n of [0, 1]) rmSync(join(pictures(), `${n}.png`))
  const filler = fillerOf(library, call)
  filler.next()
  await rest(filler)
  expect(asked).toEqual([])
  expect(library.meaning.coverage()).toEqual({ embedded: 0, unreadable: 0, of: 2 })
  await library.close()
})

test('an engine that ended under it is asked once more; when it ends again, that is told', async () => {
  const library = await filled(2)
  const engine = fakeEngine()
  let crashes = 1
  const call = (async (...args: Parameters<EngineCall>) => {
    if (crashes-- > 0) throw new StudioError('engine-crashed', 'The engine ended')
    return engine.call(...args)
  }) as EngineCall
  const problems: string[] = []
  const filler = fillerOf(library, call, () => true, problems)
  filler.next()
  await until(() => library.meaning.coverage().embedded === 2, 20_000)
  expect([filler.problem(), ...problems]).toEqual([null])
  await rest(filler)
  paint(join(pictures(), 'new.png'), 500, 'new')
  await library.refresh()
  crashes = 2
  filler.next()
  await until(() => filler.problem() !== null, 20_000)
  expect(problems).toEqual(['Pictures cannot be searched by what they show: The engine ended'])
  expect(library.meaning.coverage().embedded).toBe(2)
  await filler.close()
  await library.close()
})
