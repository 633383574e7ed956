import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { plenty, type Stage } from '#engine/memory/economy.ts'
import { withLadder } from '#engine/memory/ladder.ts'
import { keepEconomy, keptEconomy } from '#engine/memory/remembered.ts'
import { type Model, openModel } from '#engine/model/open.ts'
import { problemOf } from '#engine/model/self-test.ts'
import { textToImage } from '#engine/pipeline/text-to-image.ts'
import { resolveSettings } from '#engine/settings.ts'
import { StudioError } from '#shared/errors.ts'
import { generation } from '#shared/generation.ts'
import { fixture } from '../pipeline/draw.ts'
import { room } from './room.ts'

let model: Model
let cache: string
const before = process.env.XDG_CACHE_HOME
beforeEach(async () => {
  cache = mkdtempSync(join(tmpdir(), 'reroll-memory-'))
  process.env.XDG_CACHE_HOME = cache
  model = await openModel(fixture('tiny-sd'), { device: 'cpu', threads: 1 })
})
afterEach(async () => {
  await model.release()
  if (before === undefined) delete process.env.XDG_CACHE_HOME
  else process.env.XDG_CACHE_HOME = before
  rmSync(cache, { recursive: true, force: true })
})

const side = 64
const picture = (batch: number, tell: (sentence: string) => void) => {
  const settings = resolveSettings(
    generation.parse({ prompt: 'a fox', seed: 3, steps: 2, guidance: 4, width: side, height: side }),
    model.defaults,
  )
  let stage: Stage = 'encode'
  const onStage = (now: Stage) => {
    stage = now
  }
  const asked = { batch, guidance: 4, width: side, height: side }
  return withLadder(
    model,
    'key',
    asked,
    () => stage,
    tell,
    () =>
      textToImage({
        model,
        settings,
        batch,
        signal: new AbortController().signal,
        onStage,
        onStep: () => {},
      }),
  )
}
const worst = (a: Uint8Array, b: Uint8Array) => Math.max(...a.map((v, i) => Math.abs(v - b[i]!)))

describe('where memory runs out', () => {
  test('the denoiser is asked for less at a time, and draws the same', async () => {
    const whole = await picture(2, () => {})
    const sample = model.ports.sample!.name
    const cells = model.latentChannels * (side / model.rule.latentScale) ** 2
    room(model.unet, sample, cells)
    const told: string[] = []
    const less = await picture(2, sentence => told.push(sentence))
    expect(told).toHaveLength(2)
    expect(told[1]).toMatch(/one after the other/)
    expect(model.economy).toEqual({ ...plenty, rows: 1 })
    less.forEach((one, i) => {
      expect(worst(one.rgb, whole[i]!.rgb)).toBeLessThanOrEqual(1)
    })
    // The next picture does not try again what did not work.
    const again = await picture(2, sentence => told.push(sentence))
    expect(told).toHaveLength(2)
    expect(again[0]!.rgb).toEqual(less[0]!.rgb)
    expect(await keptEconomy('key')).toEqual(model.economy)
  })

  test('what nothing helps says what was tried, and leaves the model as it can be used', async () => {
    const { run } = model.unet
    room(model.unet, model.ports.sample!.name, 0)
    const told: string[] = []
    await expect(picture(1, sentence => told.push(sentence))).rejects.toThrow(
      /Tried without success: split guidance, staged/,
    )
    expect(told).toHaveLength(2)
    model.unet.run = run
    expect(await picture(1, () => {})).toHaveLength(1)
    expect(await keptEconomy('key')).toBeUndefined()
  })

  test('memory of the process itself counts, a mistake in a range does not', async () => {
    const asked = { batch: 1, guidance: 4, width: 64, height: 64 }
    const failing = (message: string) =>
      withLadder(
        model,
        'key',
        asked,
        () => 'sample',
        () => {},
        async () => {
          throw new RangeError(message)
        },
      )
    await expect(failing('Array buffer allocation failed')).rejects.toMatchObject({
      code: 'out-of-memory',
      message: expect.stringMatching(/smaller picture.*Tried without success: split guidance, staged/),
    })
    await expect(failing('Invalid array length')).rejects.toThrow(RangeError)
  })

  test('other errors are not tried again', async () => {
    let asked = 0
    const work = withLadder(
      model,
      'key',
      { batch: 1, guidance: 1, width: 64, height: 64 },
      () => 'sample',
      () => {},
      async () => {
        asked++
        throw new StudioError('model-broken', 'No.')
      },
    )
    await expect(work).rejects.toThrow('No.')
    expect(asked).toBe(1)
  })
})

test('staged, a model has one part open at a time and draws the same', async () => {
  const whole = await picture(1, () => {})
  const parked: unknown[] = []
  const { park } = model
  model.park = async part => {
    parked.push(part)
    await park(part)
  }
  model.economy.staged = true
  const staged = await picture(1, () => {})
  expect(staged[0]!.rgb).toEqual(whole[0]!.rgb)
  expect((await picture(1, () => {}))[0]!.rgb).toEqual(whole[0]!.rgb)
  expect(parked).toEqual(['words', 'unet', 'decoder', 'words', 'unet', 'decoder'])
})

test('what was found out is kept by key; a damaged file is an empty one', async () => {
  const [a, b] = [
    { ...plenty, rows: 1 },
    { rows: null, tile: 32, apart: true, staged: true },
  ]
  await keepEconomy('a', a)
  await keepEconomy('b', b)
  expect(await keptEconomy('a')).toEqual(a)
  expect(await keptEconomy('b')).toEqual(b)
  // As it was before tiles were decoded apart.
  writeFileSync(join(cache, 'reroll', 'memory.json'), '{"c":{"rows":1,"tile":null,"staged":false}}')
  expect(await keptEconomy('c')).toEqual({ ...plenty, rows: 1 })
  writeFileSync(join(cache, 'reroll', 'memory.json'), '{"a":{"rows":-')
  expect(await keptEconomy('a')).toBeUndefined()
})

test('a self-test tells numbers that are none and pictures without content', () => {
  expect(problemOf(Float32Array.of(0.1, Number.NaN, 0.3))).toMatch(/NaN/)
  expect(problemOf(Float32Array.of(0.1, Number.POSITIVE_INFINITY))).toMatch(/infinite/)
  expect(problemOf(new Float32Array(12))).toMatch(/one colour/)
  expect(problemOf(Float32Array.of(-0.4, 0.2, 0.9))).toBeNull()
})
