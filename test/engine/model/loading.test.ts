import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { weightFiles } from '#engine/graph/weight-files.ts'
import { keepLoadSpeed, loadSpeed } from '#engine/memory/load-speed.ts'
import { readModelFolder } from '#engine/model/folder.ts'
import { loading } from '#engine/model/loading.ts'
import { openModel } from '#engine/model/open.ts'
import type { LoadProgress } from '#shared/engine-contract.ts'
import { cancelled } from '#shared/errors.ts'
import { fixture } from '../pipeline/draw.ts'

let cache: string
const before = process.env.XDG_CACHE_HOME
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'reroll-loading-'))
  process.env.XDG_CACHE_HOME = cache
})
afterEach(() => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME
  else process.env.XDG_CACHE_HOME = before
  rmSync(cache, { recursive: true, force: true })
})

test('weights beside a graph count as its own; what is no graph is told by who opens it', async () => {
  const unet = join(fixture('tiny-sd-external'), 'unet', 'model.onnx')
  const files = await weightFiles(unet)
  expect(files.map(({ file }) => file)).toEqual([unet, `${unet}_data`])
  for (const { file, bytes } of files) expect(bytes).toBe(statSync(file).size)
  const broken = join(cache, 'model.onnx')
  writeFileSync(broken, 'no graph')
  expect(await weightFiles(broken)).toEqual([{ file: broken, bytes: 8 }])
  truncateSync(broken, 0)
  truncateSync(broken, 80 << 20)
  expect(await weightFiles(broken)).toHaveLength(1)
  expect(await weightFiles(join(cache, 'nothing.onnx'))).toEqual([])
})

test('opening tells part by part how many bytes are done, and by the second time how long it takes', async () => {
  const open = async () => {
    const told: LoadProgress[] = []
    const options = { device: 'cpu', threads: 1, onLoad: (one: LoadProgress) => told.push(one) } as const
    await (await openModel(fixture('tiny-sd-external'), options)).release()
    return told
  }
  const first = await open()
  expect([...new Set(first.map(({ part }) => part))]).toEqual(['text_encoder', 'unet', 'vae_decoder'])
  expect(first.at(-1)!.bytes).toBe(first.at(-1)!.of)
  expect(first[0]).toMatchObject({ bytes: 0, msLeft: null })
  expect(first.at(-1)!.msLeft).toBe(0)
  const counts = first.map(({ bytes }) => bytes)
  expect(counts).toEqual(counts.toSorted((a, b) => a - b))
  expect((await open())[0]!.msLeft).toBeGreaterThan(0)
})

test('a large graph is read piece by piece, and a cancel ends it within one', async () => {
  const weights = join(cache, 'model.onnx')
  writeFileSync(weights, '')
  truncateSync(weights, 80 << 20)
  const folder = { ...(await readModelFolder(fixture('tiny-sd'))), files: { unet: weights } }
  const abort = new AbortController()
  const told: LoadProgress[] = []
  const onLoad = (one: LoadProgress) => {
    told.push(one)
    if (one.bytes >= 16 << 20) abort.abort(cancelled())
  }
  const load = await loading(folder, 'CPU', { signal: abort.signal, onLoad })
  let opened = false
  const work = load.open(weights, async () => {
    opened = true
  })
  await expect(work).rejects.toMatchObject({ code: 'cancelled' })
  expect(opened).toBe(false)
  expect(told.map(({ bytes }) => bytes >> 20)).toEqual([0, 8, 16])
})

test('a model that was never opened here goes by the last one on the same device', async () => {
  expect(await loadSpeed('CPU', '/a')).toBeNull()
  const bytes = 100 << 20
  await keepLoadSpeed('CPU', '/a', { ms: bytes / 2, bytes })
  await keepLoadSpeed('CPU', '/b', { ms: bytes * 2, bytes })
  expect(await loadSpeed('CPU', '/a')).toBe(0.5)
  expect(await loadSpeed('CPU', '/c')).toBe(2)
  expect(await loadSpeed('WebGPU', '/a')).toBeNull()
  // A small one is remembered for itself alone.
  await keepLoadSpeed('CPU', '/small', { ms: 9000, bytes: 1000 })
  expect(await loadSpeed('CPU', '/small')).toBe(9)
  expect(await loadSpeed('CPU', '/c')).toBe(2)
  await keepLoadSpeed('CPU', '/a', { ms: Number.NaN, bytes })
  expect(await loadSpeed('CPU', '/a')).toBe(0.5)
})
