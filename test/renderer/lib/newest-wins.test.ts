import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newestWins } from '../../../renderer/lib/newest-wins.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Runs that end when they are told to. */
function hand() {
  const runs: { wanted: string; signal: AbortSignal; told: () => void; end: () => void }[] = []
  const work = newestWins<string>(
    (wanted, signal, told) => new Promise(resolve => runs.push({ wanted, signal, told, end: resolve })),
    400,
  )
  return { runs, work, begun: () => runs.map(({ wanted }) => wanted) }
}

describe('the newest wins', () => {
  test('one runs at once; of those wanted meanwhile only the last runs after it', async () => {
    const { runs, work, begun } = hand()
    for (const text of ['a', 'b', 'c']) work.want(text)
    expect(begun()).toEqual(['a'])
    runs[0]!.end()
    await vi.advanceTimersByTimeAsync(0)
    expect(begun()).toEqual(['a', 'c'])
    expect(runs[0]!.signal.aborted).toBe(false)
  })
  test('one that has told something makes way at once, else it has until its patience is over', () => {
    const { runs, work, begun } = hand()
    work.want('a')
    runs[0]!.told()
    work.want('b')
    expect([begun(), runs[0]!.signal.aborted]).toEqual([['a', 'b'], true])
    work.want('c')
    runs[1]!.told()
    expect([begun(), runs[1]!.signal.aborted]).toEqual([['a', 'b', 'c'], true])
    vi.advanceTimersByTime(300)
    work.want('d')
    vi.advanceTimersByTime(99)
    expect(begun()).toHaveLength(3)
    vi.advanceTimersByTime(1)
    expect([begun().at(-1), runs[2]!.signal.aborted]).toEqual(['d', true])
  })
  test('where all are slow, patience grows until one gets to tell something, then is twice what that took', () => {
    const { runs, work, begun } = hand()
    const waits: number[] = []
    work.want('a')
    for (const text of ['b', 'c', 'd']) {
      work.want(text)
      const before = Date.now()
      while (begun().at(-1) !== text) vi.advanceTimersByTime(50)
      waits.push(Date.now() - before)
    }
    expect(waits).toEqual([400, 800, 1600])
    vi.advanceTimersByTime(1000)
    runs.at(-1)!.told()
    work.want('e')
    work.want('f')
    vi.advanceTimersByTime(1950)
    expect(begun().at(-1)).toBe('e')
    vi.advanceTimersByTime(50)
    expect(begun().at(-1)).toBe('f')
  })
  test('stopped, it ends what runs and begins nothing of what waited', async () => {
    const { runs, work, begun } = hand()
    work.want('a')
    work.want('b')
    work.stop()
    runs[0]!.end()
    await vi.advanceTimersByTimeAsync(1000)
    expect([begun(), runs[0]!.signal.aborted]).toEqual([['a'], true])
    work.want('c')
    expect(begun()).toEqual(['a', 'c'])
  })
})
