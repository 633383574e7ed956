import type { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { type Crowd, place } from '#main/studio/atlas/placing.ts'
import { cancelled } from '#shared/errors.ts'
import { crowd } from '../../../engine/maps/crowd-rows.ts'

const never = new AbortController().signal
const many: Crowd = { packed: crowd(300, 5, 16), known: null }

async function placed(entry?: string | null) {
  const messages = { count: 0 }
  const watch = (worker: Worker) => worker.on('message', () => messages.count++)
  process.on('worker', watch)
  let final: Float32Array | null = null
  const see = (event: { kind: string; places?: Float32Array; final?: boolean }) => {
    if (event.final) final = event.places!
  }
  await (entry === undefined ? place(many, never, see) : place(many, never, see, entry))
  process.off('worker', watch)
  return { final: final!, said: messages.count }
}

test('a thread of its own places them; where there can be none they lie in the same places', async () => {
  const there = await placed()
  expect(there.said).toBeGreaterThan(1)
  const here = await placed(null)
  expect(here.said).toBe(0)
  expect(here.final).toEqual(there.final)
  // A thread that cannot start.
  expect((await placed('/nowhere/placing.mjs')).final).toEqual(there.final)
})

test('cancelled, it ends with the reason', async () => {
  for (const entry of [undefined, null]) {
    const abort = new AbortController()
    const see = () => abort.abort(cancelled())
    const work = entry === null ? place(many, abort.signal, see, null) : place(many, abort.signal, see)
    await expect(work).rejects.toMatchObject({ code: 'cancelled' })
  }
})
