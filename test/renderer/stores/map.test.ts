import { beforeAll, describe, expect, test, vi } from 'vitest'
import { StudioError } from '../../../shared/errors.ts'
import { type Generation, generation } from '../../../shared/generation.ts'
import type { MapEvent } from '../../../shared/studio/drafts.ts'
import { fakeStudio, until } from '../fake-studio.ts'

type Running<E> = { emit(event: E): void; end(error?: Error): void; signal: AbortSignal; input: never }
const running = <E>() => {
  const calls: Running<E>[] = []
  const handler = (input: unknown, context: { signal: AbortSignal; emit: (event: never) => void }) =>
    new Promise<never>((resolve, reject) => {
      const { signal, emit } = context
      signal.addEventListener('abort', () => reject(signal.reason))
      const end = (error?: Error) => (error ? reject(error) : resolve({} as never))
      calls.push({ emit: emit as (event: E) => void, end, signal, input: input as never })
    })
  return { calls, handler }
}
const maps = running<MapEvent>()
const drafts = running<object>()
const { bridge } = fakeStudio(0, { 'map.run': maps.handler, 'drafts.run': drafts.handler })
vi.stubGlobal('window', { reroll: bridge, addEventListener: () => {} })

const { open } = await import('../../../renderer/api.ts')
const { runMap, stopMap, setMap, useMap } = await import('../../../renderer/stores/map.ts')
const { leaveHere, rollHere, useHere } = await import('../../../renderer/stores/map-here.ts')
beforeAll(open)

const base: Generation = generation.parse({ prompt: 'a fox', seed: 5 })
const map = () => useMap.getState()
const unit = (degrees: number) =>
  new Float32Array([Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)])
const draft = (index: number, degrees = index * 10) => ({
  kind: 'draft' as const,
  index,
  seed: String(5 + index),
  png: new Uint8Array([index]),
  score: null,
  embedding: unit(degrees),
  msLeft: 100,
})
const places = (n: number, method: 'pca' | 'umap', final = false) => ({
  kind: 'places' as const,
  method,
  final,
  points: Array.from({ length: n }, (_, index) => ({ index, seed: String(5 + index), x: index / n, y: 0.5 })),
})
const begin = async () => {
  const before = maps.calls.length
  void runMap('tiny', base)
  await until(() => maps.calls.length > before)
  return maps.calls.at(-1)!
}

describe('the map', () => {
  test('begun anew, what was reckoned of the old places is told to be of no use', async () => {
    const first = await begin()
    first.emit(draft(0))
    first.emit(places(1, 'pca', true))
    await until(() => map().method === 'pca')
    const { stamp } = map()
    await begin()
    expect(map().rolls).toEqual([])
    expect(map().stamp).toBeGreaterThan(stamp)
  })

  test('asks for seeds alone, and shows each as it comes, before anything is placed', async () => {
    setMap({ count: 24 })
    const before = maps.calls.length
    const toward = { seed: 1, variation: base.variation, dice: base.dice, sampler: null, t: 0.5 }
    void runMap('tiny', {
      ...base,
      dice: { ...base.dice, toward: { ...toward, dice: generation.parse({ seed: 0 }).dice as never } },
    })
    await until(() => maps.calls.length > before)
    const call = maps.calls.at(-1)!
    expect(call.input).toMatchObject({ rolls: 24, generation: { prompt: 'a fox', dice: { toward: null } } })
    call.emit(draft(1))
    call.emit(draft(0))
    await until(() => map().rolls.length === 2)
    expect(map().rolls.map(({ generation }) => generation.seed)).toEqual(['6', '5'])
    expect(map().rolls.map(({ placed }) => placed)).toEqual([false, false])
    expect(map()).toMatchObject({ state: 'rolling', msLeft: 100, method: null })
  })
  test('places go to the rolls they are of, in whatever order these came; later ones wait among their like', async () => {
    const call = await begin()
    for (const index of [3, 0, 1, 2]) call.emit(draft(index))
    call.emit(places(4, 'pca'))
    await until(() => map().method === 'pca')
    const at = (seed: number) => map().rolls.find(({ generation }) => generation.seed === String(seed))!
    expect([5, 6, 7, 8].map(seed => at(seed).place.x)).toEqual([0, 0.25, 0.5, 0.75])
    call.emit(draft(4, 31))
    await until(() => map().rolls.length === 5)
    expect(at(9)).toMatchObject({ placed: false, late: false })
    expect(at(9).place.x).toBeGreaterThan(0.5)
    call.emit(places(5, 'umap', true))
    call.end()
    await until(() => map().state === 'done')
    expect(map()).toMatchObject({ method: 'umap', msLeft: null })
    expect(at(9)).toMatchObject({ placed: true, place: { x: 0.8, y: 0.5 } })
  })
  test('cancelled, it keeps what is there; another one begins with nothing', async () => {
    const call = await begin()
    call.emit(draft(0))
    await until(() => map().rolls.length === 1)
    stopMap()
    await until(() => map().state === 'stopped')
    expect([map().rolls.length, map().error, call.signal.aborted]).toEqual([1, null, true])
    const next = await begin()
    expect(map().rolls.length).toBe(0)
    next.end(new StudioError('model-missing', 'It has no scorer'))
    await until(() => map().state === 'stopped')
    expect(map().error).toBe('It has no scorer')
  })
  test('what an older run still tells is not heard', async () => {
    const old = await begin()
    const call = await begin()
    old.emit(draft(0))
    call.emit(draft(1))
    await until(() => map().rolls.length === 1)
    expect(map().rolls[0]!.generation.seed).toBe('6')
  })
})

describe('rolling at an empty place', () => {
  test('keeps the three that look most like what lies around it, where they belong', async () => {
    const call = await begin()
    for (let index = 0; index < 10; index++) call.emit(draft(index))
    call.emit(places(10, 'umap', true))
    call.end()
    await until(() => map().state === 'done')
    // Around 20 degrees: the rolls at 0.1, 0.2 and 0.3.
    void rollHere({ x: 0.19, y: 0.52 })
    await until(() => drafts.calls.length === 1)
    const asked = drafts.calls[0]!
    expect(asked.input).toMatchObject({ lane: 'map-here', embed: true })
    const { generations } = asked.input as { generations: Generation[] }
    expect(generations).toHaveLength(12)
    expect(generations[0]).toMatchObject({ seed: 7, dice: { toward: { seed: 6 } } })
    const looks = [80, 22, 70, 21, 60, 50, 90, 19, 85, 75, 65, 55]
    for (const [index, degrees] of looks.entries()) asked.emit({ ...draft(index, degrees) })
    await until(() => useHere.getState().done === 12)
    asked.end()
    await until(() => useHere.getState().found.length === 3)
    const found = useHere.getState().found.map(index => map().rolls[index]!)
    expect(found.map(({ png, late }) => [png.size, late])).toEqual([
      [1, true],
      [1, true],
      [1, true],
    ])
    const kept = found.map(({ embedding }) =>
      Math.round((Math.atan2(embedding![1]!, embedding![0]!) * 180) / Math.PI),
    )
    expect([...kept].sort()).toEqual([19, 21, 22])
    for (const { place } of found) expect(Math.abs(place.x - 0.2)).toBeLessThan(0.08)
  })
  test('left, it ends what it asked for and adds nothing', async () => {
    const before = map().rolls.length
    void rollHere({ x: 0.5, y: 0.5 })
    await until(() => drafts.calls.length === 2)
    leaveHere()
    await until(() => drafts.calls[1]!.signal.aborted)
    expect([map().rolls.length, useHere.getState().at]).toEqual([before, null])
  })
})
