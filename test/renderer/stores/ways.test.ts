import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { FrameEvent } from '../../../shared/engine-contract.ts'
import { StudioError } from '../../../shared/errors.ts'
import { fakeStudio, idOf, until } from '../fake-studio.ts'

const curve = { layout: [0, 1], texture: [0, 1], layoutDone: 2, textureDone: 2 }
type Asked = {
  id: string
  what: string
  signal: AbortSignal
  frame(step: number, of: number): void
  end(error?: Error): void
}
const asked: Asked[] = []
const ask = (
  { id, what = 'dissolve' }: { id: string; what?: string },
  { signal, emit }: { signal: AbortSignal; emit: (event: FrameEvent) => void },
) =>
  new Promise<{ curve: typeof curve; sigmas: number[]; kept: boolean }>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
    asked.push({
      id,
      what,
      signal,
      frame: (step, of) => emit({ kind: 'frame', step, of, sigma: of - step, png: new Uint8Array([step]) }),
      end: error => (error ? reject(error) : resolve({ curve, sigmas: [], kept: true })),
    })
  })
const { bridge } = fakeStudio(0, {
  'time.frames': ask,
  'time.dissolve': ask,
  'time.info': () => ({ kept: true, bytes: 1, steps: 2 }),
})
vi.stubGlobal('window', { reroll: bridge, addEventListener: () => {} })
let side = 256
const closed: number[] = []
vi.stubGlobal('createImageBitmap', async (blob: Blob) => {
  const [step] = new Uint8Array(await blob.arrayBuffer())
  return { width: side, height: side, close: () => closed.push(step!) }
})

const { open } = await import('../../../renderer/api.ts')
const { askInfo, keyOf, leaveOthers, loadMovie, mostBytes, useWays } = await import(
  '../../../renderer/stores/ways.ts'
)
const movie = (n: number, look: 'x0' | 'xt' | 'dissolve' = 'x0') =>
  useWays.getState().movies[keyOf(idOf(n), look)]
const call = async (n: number) => {
  await until(() => asked.length >= n)
  return asked[n - 1]!
}
/** Loads a whole movie of so many frames. */
async function whole(n: number, frames: number) {
  const loaded = loadMovie(idOf(n), 'x0')
  const it = await call(asked.length + (movie(n)?.frames.length ? 0 : 1))
  for (let step = 1; step <= frames; step++) it.frame(step, frames)
  it.end()
  await loaded
}

beforeAll(open)
beforeEach(() => {
  asked.splice(0)
  closed.splice(0)
  side = 256
  useWays.setState({ movies: {}, infos: {} })
})

describe('a picture’s way', () => {
  test('comes frame by frame, in order, with its curve at the end', async () => {
    const loaded = loadMovie(idOf(1), 'x0')
    const it = await call(1)
    expect(it).toMatchObject({ id: idOf(1), what: 'x0' })
    it.frame(1, 2)
    await until(() => movie(1)?.frames.length === 1)
    expect(movie(1)).toMatchObject({ state: 'loading', of: 2, curve: null })
    it.frame(2, 2)
    it.end()
    await loaded
    expect(movie(1)).toMatchObject({ state: 'done', of: 2, curve, msLeft: null })
    expect(movie(1)?.frames.map(({ step, sigma }) => [step, sigma])).toEqual([
      [1, 1],
      [2, 0],
    ])
  })
  test('is asked for once; each look by itself', async () => {
    await whole(1, 2)
    await loadMovie(idOf(1), 'x0')
    expect(asked.length).toBe(1)
    void loadMovie(idOf(1), 'xt')
    void loadMovie(idOf(1), 'dissolve')
    await call(3)
    expect(asked.map(({ what }) => what)).toEqual(['x0', 'xt', 'dissolve'])
    leaveOthers(null)
    await until(() => !movie(1, 'xt') && !movie(1, 'dissolve'))
  })
  test('ends for one that is not looked at any more; what it had is let go', async () => {
    const loaded = loadMovie(idOf(1), 'x0')
    const it = await call(1)
    it.frame(1, 2)
    await until(() => movie(1)?.frames.length === 1)
    leaveOthers(idOf(2))
    await loaded
    expect(it.signal.aborted).toBe(true)
    expect([movie(1), closed]).toEqual([undefined, [1]])
  })
  test('says why it cannot be shown, and is asked for again', async () => {
    const loaded = loadMovie(idOf(1), 'x0')
    ;(await call(1)).end(new StudioError('model-missing', 'No such model'))
    await loaded
    expect(movie(1)).toMatchObject({ state: 'failed', error: { message: 'No such model' } })
    await whole(1, 1)
    expect(movie(1)).toMatchObject({ state: 'done' })
  })
  test('stays within its memory: the one looked at longest ago goes first', async () => {
    side = 1024
    const frames = mostBytes / (side * side * 4) / 2
    await whole(1, frames)
    await whole(2, frames)
    expect([movie(1)?.state, movie(2)?.state]).toEqual(['done', 'done'])
    await loadMovie(idOf(1), 'x0')
    await whole(3, 1)
    expect([movie(1)?.state, movie(2), movie(3)?.state]).toEqual(['done', undefined, 'done'])
    expect(closed.length).toBe(frames)
  })
})

test('whether a way was kept is asked and remembered', async () => {
  await askInfo(idOf(5))
  expect(useWays.getState().infos[idOf(5)]).toEqual({ kept: true, bytes: 1, steps: 2 })
})
