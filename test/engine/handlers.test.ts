import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { engineHandlers } from '#engine/handlers.ts'
import { engineContract, type GenerateEvent, type LoadProgress } from '#shared/engine-contract.ts'
import { cancelled } from '#shared/errors.ts'

let scratch: string
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'reroll-handlers-'))
})
afterEach(() => rmSync(scratch, { recursive: true, force: true }))

const request = () =>
  engineContract['generate.run'].input.parse({
    folder: resolve(import.meta.dirname, '../fixtures/tiny-sd'),
    device: 'cpu',
    generation: { prompt: 'a fox', seed: 1, steps: 1, width: 64, height: 64 },
    files: [join(scratch, 'fox.png')],
  })

test('a request cancelled before its model is checked leaves the opened model to the next', async () => {
  const run = engineHandlers()['generate.run']
  const abort = new AbortController()
  const emit = (event: GenerateEvent) => {
    if (event.kind === 'stage' && event.stage === 'verify') abort.abort(new Error('enough'))
  }
  await expect(run(request(), { signal: abort.signal, emit })).rejects.toThrow()
  expect(readdirSync(scratch)).toEqual([])

  const { timings } = await run(request(), { signal: new AbortController().signal, emit: () => {} })
  expect(timings.load).toBe(0)
  expect(timings.verify).toBeGreaterThan(0)

  const again = await run(request(), { signal: new AbortController().signal, emit: () => {} })
  expect(again.timings).toMatchObject({ load: 0, verify: 0 })
})

test('a cancel while the model is opened ends between two graphs, and the next one opens it', async () => {
  const run = engineHandlers()['generate.run']
  const abort = new AbortController()
  const loaded: LoadProgress[] = []
  const emit = (event: GenerateEvent) => {
    if (event.kind !== 'loading') return
    loaded.push(event)
    if (event.part === 'unet') abort.abort(cancelled())
  }
  await expect(run(request(), { signal: abort.signal, emit })).rejects.toMatchObject({ code: 'cancelled' })
  expect(loaded.at(-1)).toMatchObject({ part: 'unet' })
  const { timings } = await run(request(), { signal: new AbortController().signal, emit: () => {} })
  expect(timings.load).toBeGreaterThan(0)
})
