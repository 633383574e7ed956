import { resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DraftEvent } from '#shared/engine-contract.ts'
import type { BestEvent, MapEvent } from '#shared/studio/drafts.ts'
import { type Opened, opened } from '../open-studio.ts'
import { scratchFolder, until } from '../scratch.ts'

const scratch = scratchFolder()
const model = 'picturebook'
let here: Opened
beforeEach(async () => {
  here = await opened(scratch.path)
})
afterEach(() => here.studio.close())

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
    jobs: [{ model, generation: { prompt: 'a fox', seed: 1, steps: 40 }, count: 1 }],
  })
  await here.call('drafts.run', { model, lane: 'stage', generations: birds(1), steps: 1 })
  order.push('draft')
  await until(() => order.includes('picture') || undefined, 40_000)
  expect(order).toEqual(['draft', 'picture'])
})

test('a draft of another model waits for the running job, and does not take its model away', async () => {
  const order: string[] = []
  here
    .call('jobs.watch', undefined, {
      onEvent: event => {
        if (event.kind === 'picture') order.push('picture')
        if (event.kind === 'stage' && event.stage === 'sample') order.push('sample')
      },
    })
    .catch(() => {})
  await here.call('jobs.add', {
    jobs: [{ model, generation: { prompt: 'a fox', seed: 1, steps: 20 }, count: 1 }],
  })
  await until(() => order.includes('sample') || undefined, 40_000)
  const other = resolve(import.meta.dirname, '../../../fixtures/tiny-sd')
  const generations = [{ prompt: 'a fox', seed: 1, width: 64, height: 64 }]
  await here.call('drafts.run', { model: other, lane: 'stage', generations, steps: 1 })
  order.push('draft')
  expect(order).toEqual(['sample', 'picture', 'draft'])
})

test('the best of many go into the queue, each by its own seed, and become pictures that can be scored', async () => {
  const events: BestEvent[] = []
  const { survivors, rolled, ranking } = await here.call(
    'best.run',
    { model, generation: { prompt: 'a red bird', seed: 50, steps: 3 }, rolls: 6, keep: 2, seconds: 600 },
    { onEvent: event => events.push(event) },
  )
  expect(rolled).toBe(6)
  expect(ranking).toContain('A score sorts, it does not judge')
  const drafts = events.filter(event => event.kind === 'draft')
  expect(new Set(drafts.map(({ seed }) => seed)).size).toBe(6)
  expect(drafts.every(({ score, png }) => score !== null && score >= -1 && score <= 1 && png)).toBe(true)
  const last = events.filter(event => event.kind === 'round').at(-1)!
  expect(last.left).toEqual(survivors.map(({ index }) => index))
  const best = drafts.toSorted((a, b) => b.score! - a.score!)[0]!
  expect(survivors[0]!.index).toBe(best.index)

  const { pictures } = await until(async () => {
    const range = await here.call('pictures.range', {})
    return range.total === 2 ? range : undefined
  }, 40_000)
  const seeds = survivors.map(({ index }) => String(50 + index))
  expect(pictures.map(({ seed }) => String(seed)).toSorted()).toEqual(seeds.toSorted())

  const scored = await here.call('score.run', {
    model,
    picture: pictures[0]!.id,
    texts: ['a red bird', 'a blue fish'],
  })
  expect(scored.scores).toHaveLength(2)
  expect(scored.shares[0]! + scored.shares[1]!).toBeCloseTo(1, 5)
})

test('a map places rolls while they come, finally all; finished, it is there at once and the same', async () => {
  const run = async () => {
    const events: MapEvent[] = []
    const request = { model, generation: { prompt: 'a red bird', seed: 5, steps: 1 }, rolls: 24 }
    const { placed } = await here.call('map.run', request, { onEvent: event => events.push(event) })
    expect(placed).toBe(24)
    const drafts = events.filter(event => event.kind === 'draft')
    return { events, drafts, final: events.findLast(event => event.kind === 'places')! }
  }
  const first = await run()
  expect(first.drafts).toHaveLength(24)
  const places = first.events.filter(event => event.kind === 'places')
  expect(places[0]).toMatchObject({ method: 'pca', final: false })
  expect(places.at(-1)).toMatchObject({ method: 'umap', final: true })
  expect(places[0]!.points.length).toBeGreaterThanOrEqual(16)
  expect(first.final.points.map(({ seed }) => seed)).toEqual(
    Array.from({ length: 24 }, (_, i) => String(5 + i)),
  )
  expect(first.final.points.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1)).toBe(true)

  const again = await run()
  expect(again.final).toEqual(first.final)
  expect(again.events.filter(event => event.kind === 'places')).toHaveLength(1)
  const png = (index: number, { drafts }: typeof first) => [...drafts.find(one => one.index === index)!.png!]
  expect(png(7, again)).toEqual(png(7, first))
})
