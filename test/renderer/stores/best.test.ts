import { beforeAll, expect, test, vi } from 'vitest'
import { StudioError } from '../../../shared/errors.ts'
import { generation } from '../../../shared/generation.ts'
import type { BestEvent, BestResult } from '../../../shared/studio/drafts.ts'
import { fakeStudio, until } from '../fake-studio.ts'

type Asked = {
  input: object
  emit(event: BestEvent): void
  end(result: BestResult | Error): void
  signal: AbortSignal
}
const asked: Asked[] = []
const { bridge } = fakeStudio(0, {
  'best.run': (input, { signal, emit }) =>
    new Promise<BestResult>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      const end = (result: BestResult | Error) => (result instanceof Error ? reject(result) : resolve(result))
      asked.push({ input, signal, emit, end })
    }),
})
vi.stubGlobal('window', { reroll: bridge, addEventListener: () => {} })
let urls = 0
vi.spyOn(URL, 'createObjectURL').mockImplementation(() => `blob:${++urls}`)

const { open } = await import('../../../renderer/api.ts')
const { choose, runBest, stopBest, useBest } = await import('../../../renderer/stores/best.ts')
const { useRolled } = await import('../../../renderer/stores/rolled.ts')
beforeAll(open)

const best = () => useBest.getState()
const draft = (index: number, score: number, phase = 0): BestEvent => ({
  kind: 'draft',
  index,
  phase,
  seed: String(50 + index),
  png: new Uint8Array([1]),
  score,
  embedding: null,
  msLeft: 1000,
})
const begin = async () => {
  const before = asked.length
  void runBest('tiny', generation.parse({ prompt: 'a fox', seed: 50 }))
  await until(() => asked.length > before)
  return asked.at(-1)!
}

test('no more are kept than are rolled', () => {
  choose({ keep: 8 })
  choose({ rolls: 4 })
  expect(best().choice).toMatchObject({ rolls: 4, keep: 4 })
  choose({ keep: 2, seconds: 10 })
})

test('rolls come, are thinned out, and the best go into the queue', async () => {
  const call = await begin()
  expect(call.input).toMatchObject({ model: 'tiny', rolls: 4, keep: 2, seconds: 10 })
  for (const index of [2, 0, 1, 3]) call.emit(draft(index, index / 10))
  await until(() => best().order.length === 4)
  expect(best()).toMatchObject({ order: [2, 0, 1, 3], left: 4, state: 'rolling', msLeft: 1000 })
  const [, , early] = best().rolls
  call.emit({ kind: 'round', phase: 1, left: [3, 2, 1], msLeft: 500 })
  call.emit(draft(2, 0.9, 1))
  await until(() => best().rolls[2]!.score === 0.9)
  expect(best()).toMatchObject({ order: [3, 2, 1, 0], left: 3 })
  expect(best().rolls[2]!.url).not.toBe(early!.url)
  call.end({
    survivors: [
      { index: 2, score: 0.9, job: 'job-a' },
      { index: 3, score: 0.3, job: 'job-b' },
    ],
    rolled: 4,
    ranking: 'By the scorer.',
  })
  await until(() => best().state === 'done')
  expect(best()).toMatchObject({ order: [2, 3, 1, 0], left: 2, ranking: 'By the scorer.', msLeft: null })
  expect([...best().jobs]).toEqual([
    [2, 'job-a'],
    [3, 'job-b'],
  ])
  expect([...useRolled.getState().jobs.values()]).toEqual(['job-a', 'job-b'])
  expect(best().rolls[2]!.generation).toMatchObject({ prompt: 'a fox', seed: '52' })
})

test('stopped, what was rolled stays; what went wrong is said', async () => {
  const call = await begin()
  call.emit(draft(0, 0.1))
  await until(() => best().order.length === 1)
  stopBest()
  await until(() => best().state === 'stopped')
  expect([best().order.length, best().error, call.signal.aborted]).toEqual([1, null, true])
  const next = await begin()
  expect(best().order.length).toBe(0)
  next.end(new StudioError('model-missing', 'It has no scorer'))
  await until(() => best().state === 'stopped')
  expect(best().error).toBe('It has no scorer')
})
