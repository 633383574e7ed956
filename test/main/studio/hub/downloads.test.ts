import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Downloads, openDownloads } from '#main/studio/hub/downloads.ts'
import { pieceBytes } from '#main/studio/hub/pieces.ts'
import type { Download } from '#shared/studio/hub.ts'
import { commit, type HubDouble, hubDouble } from '../../../hub/hub-double.ts'
import { scratchFolder, until } from '../scratch.ts'
import { noiseModel } from './model-files.ts'

const scratch = scratchFolder()
const id = 'somebody/noise-onnx'
const wish = { repository: id, revision: 'main', variant: ':' }
const never = new AbortController().signal
let hub: HubDouble
let models: string
const arrived: string[] = []
const opened: Downloads[] = []

beforeEach(async () => {
  process.env.REROLL_DATA = join(scratch.path, 'data')
  process.env.HF_HUB_CACHE = join(scratch.path, 'no-cache')
  models = join(scratch.path, 'data', 'models')
  hub = await hubDouble({ [id]: { files: noiseModel(5 * pieceBytes), licence: 'mit' } })
  arrived.length = 0
})
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
  await hub.close()
  delete process.env.REROLL_DATA
  delete process.env.HF_HUB_CACHE
})
const open = async (): Promise<Downloads> => {
  const made = await openDownloads({
    models,
    client: async () => ({ endpoint: hub.url, token: null, stallMs: 5000, backoffMs: 5 }),
    onArrived: name => arrived.push(name),
  })
  opened.push(made)
  return made
}
const only = (all: Downloads): Download => all.list()[0]!
const slow = () => {
  hub.fault = ({ at, range }) => (at === 'store' && range ? { kind: 'slow', ms: 10 } : undefined)
}

test('two that want the same get the same; at the end it has arrived', async () => {
  const all = await open()
  const [a, b] = await Promise.all([all.begin(wish, never), all.begin(wish, never)])
  expect(a).toBe(b)
  expect(await all.begin({ ...wish, revision: commit }, never)).toBe(a)
  await until(() => only(all).state === 'done', 30_000)
  expect(all.list()).toHaveLength(1)
  expect(arrived).toEqual(['noise-onnx'])
  // The sums of the repository were asked for by each wish, the bytes once.
  const starts = hub.seen.filter(({ at, range }) => at === 'store' && range?.startsWith('bytes=0-'))
  expect(starts).toHaveLength(1)
})

test('pauses with what came, goes on by itself only when told to, over a restart too', async () => {
  slow()
  const first = await open()
  const told = await first.begin(wish, never)
  await until(() => only(first).bytes > 2 * pieceBytes, 30_000)
  await first.pause(told)
  expect(only(first)).toMatchObject({ state: 'paused', rate: null })
  await first.close()

  const before = hub.seen.length
  const second = await open()
  expect(only(second)).toMatchObject({ id: told, state: 'paused', repository: id })
  expect(only(second).bytes).toBeGreaterThan(0)
  expect(hub.seen).toHaveLength(before)
  hub.fault = null
  second.resume(told)
  await until(() => only(second).state === 'done', 30_000)
  expect(existsSync(join(models, 'noise-onnx/unet/model.onnx_data'))).toBe(true)
})

test('a failure says why and can be gone on with; discarded, nothing is left', async () => {
  hub.fault = ({ at }) => (at === 'store' ? { kind: 'status', status: 403 } : undefined)
  const all = await open()
  const told = await all.begin(wish, never)
  await until(() => only(all).state === 'failed', 30_000)
  expect(only(all).error).toMatchObject({ code: 'network' })
  expect(readdirSync(join(models, '.downloads'))).toEqual([told])
  await all.discard(told)
  expect(all.list()).toEqual([])
  expect(readdirSync(join(models, '.downloads'))).toEqual([])
})

test('while it runs it says how far and how fast', async () => {
  slow()
  const all = await open()
  const seen: Download[] = []
  all.watch(rows => rows[0] && seen.push(rows[0]))
  await all.begin(wish, never)
  await until(() => only(all).state === 'done', 30_000)
  const running = seen.filter(({ rate }) => rate !== null && rate > 0)
  expect(running.length).toBeGreaterThan(0)
  expect(running.at(-1)!.msLeft).not.toBeNull()
})
