import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EngineChild } from '#main/studio/engine-process.ts'
import { forkEngine } from '#main/studio/fork-engine.ts'
import { type Opened, opened } from '../open-studio.ts'
import { scratchFolder, until } from '../scratch.ts'

const scratch = scratchFolder()
const tiny = join(import.meta.dirname, '../../../fixtures/tiny-clip')
let studio: Opened
let models: string
beforeEach(async () => {
  models = join(scratch.path, 'models')
  mkdirSync(models, { recursive: true })
  cpSync(tiny, join(models, 'tiny'), { recursive: true })
  mkdirSync(join(models, 'half'))
  writeFileSync(join(models, 'half', 'config.json'), '{"model_type":"clip"}')
  vi.stubEnv('REROLL_MODELS', models)
  studio = await opened(scratch.path)
})
afterEach(async () => {
  await studio.studio.close()
  vi.unstubAllEnvs()
})
const info = () => studio.call('meaning.info', undefined)
const done = (n: number) => until(async () => (await info()).embedded === n, 30_000)

test('folders that hold a scorer are found where models lie; what is wrong with one is told', async () => {
  const cards = await studio.call('scorers.list', undefined)
  expect(cards[0]).toMatchObject({ id: 'picturebook', shipped: true, family: 'own', problem: null })
  expect(cards.find(({ id }) => id === 'tiny')).toMatchObject({ family: 'clip', problem: null })
  expect(cards.find(({ id }) => id === 'half')!.problem).toMatch(/text_model\.onnx/)
  expect((await studio.call('scorers.check', { folder: '/nowhere' })).problem).toMatch(/no such folder/)
  const far = await studio.call('scorers.check', { folder: tiny })
  expect(far).toMatchObject({ family: 'clip', problem: null })
  await studio.call('settings.set', { change: { scorer: tiny } })
  expect((await studio.call('scorers.list', undefined)).map(({ id }) => id)).toContain(tiny)
})

test('another scorer looks at everything anew, and answers from then on; what it saw survives the program', {
  timeout: 120_000,
}, async () => {
  const { draw } = studio
  const [bird] = (await draw({ steps: 4 })).pictures
  await draw({ prompt: 'a blue castle', steps: 4 })
  await done(2)
  const before = await studio.call('meaning.believes', { id: bird! })
  expect(before.asked).toBe(98)
  await studio.call('settings.set', { change: { scorer: 'tiny' } })
  // At once nothing is known any more: nobody searches one scorer's vectors by another's.
  await until(async () => (await info()).embedded < 2, 5000)
  await done(2)
  const found = await studio.call('pictures.range', { filter: { query: 'like:"a bird"' } })
  expect(found.pictures).toHaveLength(2)
  expect(found.pictures.every(({ match }) => typeof match === 'number')).toBe(true)
  const believed = await studio.call('meaning.believes', { id: bird! })
  expect(believed.asked).toBe(404)
  expect(await studio.call('meaning.heat', { id: bird!, text: 'bird' })).toMatchObject({
    method: 'occlusion',
  })
  const best = await studio.call('best.run', {
    model: 'picturebook',
    generation: { prompt: 'a red bird', seed: 1, steps: 2 },
    rolls: 4,
    keep: 1,
    seconds: 20,
  })
  expect(best.ranking).toMatch(/tiny knows what its makers trained it on/)
  await until(async () => (await info()).embedded === 3, 60_000)

  await studio.studio.close()
  studio = await opened(scratch.path)
  expect(await info()).toMatchObject({ embedded: 3, of: 3 })
  await studio.call('settings.set', { change: {}, unset: ['scorer'] })
  await done(3)
  expect((await studio.call('meaning.believes', { id: bird! })).asked).toBe(98)
})

test('a scorer that went away, or cannot be opened, is named with what to do', async () => {
  const { draw, call } = studio
  const [bird] = (await draw({ steps: 2 })).pictures
  await done(1)
  await call('settings.set', { change: { scorer: 'tiny' } })
  rmSync(join(models, 'tiny'), { recursive: true })
  await expect(call('meaning.believes', { id: bird! })).rejects.toThrow(/tiny is not there any more/)
  await call('settings.set', { change: { scorer: 'half' } })
  await expect(call('meaning.believes', { id: bird! })).rejects.toThrow(/text_model\.onnx/)
  await until(async () => (await info()).problem !== null, 20_000)
  expect((await info()).problem).toMatch(/text_model\.onnx/)
})

test('where the engine crashed again and again, another scorer is tried all the same', {
  timeout: 120_000,
}, async () => {
  const engines: EngineChild[] = []
  let deadly = false
  await studio.studio.close()
  studio = await opened(scratch.path, env => {
    const engine = forkEngine(env)
    engines.push(engine)
    if (deadly) engine.kill()
    return engine
  })
  const { draw, call } = studio
  const [bird] = (await draw({ steps: 2 })).pictures
  await done(1)
  deadly = true
  for (const engine of engines) engine.kill()
  await Promise.all(engines.map(engine => engine.closed))
  const ask = () => call('meaning.believes', { id: bird! })
  const said = () => ask().then(String, String)
  await until(async () => /3 times in a row/.test(await said()), 30_000)
  deadly = false
  await expect(ask()).rejects.toThrow(/3 times in a row/)
  await call('settings.set', { change: { scorer: 'tiny' } })
  expect((await ask()).asked).toBe(404)
  await until(async () => (await info()).state === 'done', 60_000)
})
