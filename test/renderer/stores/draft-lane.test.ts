import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DraftEvent } from '../../../shared/engine-contract.ts'
import { StudioError } from '../../../shared/errors.ts'
import { type Generation, generation } from '../../../shared/generation.ts'
import { fakeStudio, until } from '../fake-studio.ts'

type Asked = {
  seeds: unknown[]
  steps: number | undefined
  signal: AbortSignal
  draw(index: number, what?: Partial<DraftEvent>): void
  end(error?: Error): void
}
const asked: Asked[] = []
const { bridge } = fakeStudio(0, {
  'drafts.run': ({ generations, steps }, { signal, emit }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      asked.push({
        seeds: generations.map(({ seed }) => seed),
        steps,
        signal,
        draw: (index, what = {}) =>
          emit({
            kind: 'draft',
            index,
            png: new Uint8Array([1]),
            score: null,
            embedding: null,
            msLeft: null,
            ...what,
          }),
        end: error => (error ? reject(error) : resolve({ drawn: generations.length })),
      })
    }),
})
vi.stubGlobal('window', { reroll: bridge, addEventListener: () => {} })
let urls = 0
const revoked: string[] = []
vi.spyOn(URL, 'createObjectURL').mockImplementation(() => `blob:${++urls}`)
vi.spyOn(URL, 'revokeObjectURL').mockImplementation(url => void revoked.push(url))

const { open } = await import('../../../renderer/api.ts')
const { openLane } = await import('../../../renderer/stores/draft-lane.ts')

const roll = (seed: number): Generation => generation.parse({ prompt: 'a fox', seed })
const wanted = (...seeds: number[]) => ({ model: 'tiny', generations: seeds.map(roll), options: {} })
const call = async (n: number) => {
  await until(() => asked.length >= n)
  return asked[n - 1]!
}

beforeAll(open)
beforeEach(() => void asked.splice(0))

describe('a lane of drafts', () => {
  test('shows each as it comes and is done with the last', async () => {
    const lane = openLane('a', () => {})
    lane.want(wanted(1, 2))
    const first = await call(1)
    expect(first.seeds).toEqual([1, 2])
    expect(lane.state()).toMatchObject({ pngs: [null, null], done: false })
    first.draw(1, { score: 0.5, embedding: new Float32Array([1]) })
    await until(() => lane.state().pngs[1] !== null)
    expect(lane.state()).toMatchObject({
      scores: [null, 0.5],
      embeddings: [null, new Float32Array([1])],
      done: false,
    })
    first.draw(0)
    await until(() => lane.state().done)
    lane.close()
  })
  test('asks neither for the same again nor for what it remembers', async () => {
    const lane = openLane('b', () => {})
    lane.want(wanted(11))
    ;(await call(1)).draw(0)
    await until(() => lane.state().done)
    const [png] = lane.state().pngs
    lane.want(wanted(11))
    lane.want(wanted(12, 11, 12))
    const second = await call(2)
    expect(second.seeds).toEqual([12])
    second.draw(0)
    await until(() => lane.state().done)
    expect(lane.state().pngs[1]).toBe(png)
    expect(lane.state().pngs[0]).toBe(lane.state().pngs[2])
    lane.want(wanted(11))
    expect(lane.state()).toMatchObject({ pngs: [png], done: true })
    lane.want({ ...wanted(11), options: { steps: 4 } })
    expect((await call(3)).steps).toBe(4)
    lane.close()
  })
  test('keeps the picture before until the new one has come, and shows a late one on the way', async () => {
    const lane = openLane('c', () => {})
    lane.want(wanted(21))
    ;(await call(1)).draw(0)
    await until(() => lane.state().done)
    const [before] = lane.state().pngs
    lane.want(wanted(22))
    lane.want(wanted(23))
    expect(lane.state()).toMatchObject({ pngs: [before], done: false })
    const late = await call(2)
    late.draw(0)
    await until(() => lane.state().pngs[0] !== before)
    expect(lane.state().done).toBe(false)
    const newest = await call(3)
    expect([late.signal.aborted, newest.seeds]).toEqual([true, [23]])
    newest.draw(0)
    await until(() => lane.state().done)
    lane.close()
  })
  test('says what went wrong, and asks again only when told to', async () => {
    const lane = openLane('d', () => {})
    lane.want(wanted(31))
    ;(await call(1)).end(new StudioError('model-broken', 'The model is broken'))
    await until(() => lane.state().error !== null)
    expect(lane.state().error).toBe('The model is broken')
    lane.want(wanted(31))
    lane.again()
    ;(await call(2)).draw(0)
    await until(() => lane.state().done)
    expect([lane.state().error, asked.length]).toEqual([null, 2])
    lane.close()
  })
  test('ends what runs when nobody wants it or it is closed', async () => {
    const lane = openLane('e', () => {})
    lane.want(wanted(41))
    const first = await call(1)
    lane.want(null)
    await until(() => first.signal.aborted)
    expect(lane.state()).toMatchObject({ pngs: [], done: false, error: null })
    lane.want(wanted(42))
    const second = await call(2)
    lane.close()
    await until(() => second.signal.aborted)
  })
  test('lets pictures go that are long out of sight, and none in sight', async () => {
    const lane = openLane('f', () => {})
    lane.want(wanted(...Array.from({ length: 500 }, (_, n) => 1000 + n)))
    const first = await call(1)
    for (const index of first.seeds.keys()) first.draw(index)
    await until(() => lane.state().done)
    const early = new Set(lane.state().pngs)
    lane.want(wanted(...Array.from({ length: 500 }, (_, n) => 2000 + n)))
    const second = await call(2)
    for (const index of second.seeds.keys()) second.draw(index)
    await until(() => lane.state().done)
    expect(revoked.filter(url => early.has(url)).length).toBeGreaterThanOrEqual(400)
    expect(lane.state().pngs.filter(url => revoked.includes(url!))).toEqual([])
    lane.close()
  })
})
