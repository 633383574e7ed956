import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DraftEvent } from '#shared/engine-contract.ts'
import { scratchFolder, until } from '../scratch.ts'
import { openHere } from './open.ts'

const scratch = scratchFolder()
const model = 'picturebook'
let here: Awaited<ReturnType<typeof openHere>>
beforeEach(async () => {
  here = await openHere(scratch.path)
})
afterEach(() => here.close())

const birds = (count: number) =>
  Array.from({ length: count }, (_, seed) => ({ prompt: 'a red bird', seed: seed + 1 }))

test('drafts come one by one; the newest call of a lane ends the one before', async () => {
  const first: DraftEvent[] = []
  const running = here.call(
    'drafts.run',
    { model, lane: 'strip', generations: birds(200), steps: 2 },
    { onEvent: draft => first.push(draft) },
  )
  const ended = expect(running).rejects.toMatchObject({ code: 'cancelled' })
  await until(() => first.length > 0 || undefined, 20_000)
  const second: DraftEvent[] = []
  const newer = await here.call(
    'drafts.run',
    { model, lane: 'strip', generations: birds(3), side: 64 },
    { onEvent: draft => second.push(draft) },
  )
  await ended
  expect(newer).toEqual({ drawn: 3 })
  expect(second.map(({ index }) => index).sort()).toEqual([0, 1, 2])
  expect(second.every(({ png }) => png?.[0] === 137)).toBe(true)
  expect(first.length).toBeLessThan(200)
})

test('a draft shares the engine with the job that runs', async () => {
  const order: string[] = []
  here
    .call('jobs.watch', undefined, {
      onEvent: event => event.kind === 'picture' && order.push('picture'),
    })
    .catch(() => {})
  await here.call('jobs.add', {
    jobs: [{ model, generation: { prompt: 'a fox', seed: 1, steps: 100 }, count: 1 }],
  })
  await here.call('drafts.run', { model, lane: 'stage', generations: birds(1), steps: 1 })
  order.push('draft')
  await until(() => order.includes('picture') || undefined, 40_000)
  expect(order).toEqual(['draft', 'picture'])
})
