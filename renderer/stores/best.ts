import { create } from 'zustand'
import { isCancelled, toWire } from '#shared/errors.ts'
import type { Generation } from '#shared/generation.ts'
import type { JobId } from '#shared/studio/jobs.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { thinned } from '../lib/best-order.ts'
import { rememberRolled } from './rolled.ts'

export type BestChoice = { rolls: number; keep: number; seconds: number; diversity: number }
export type BestRoll = { generation: Generation; url: string | null; score: number | null }
type State = {
  choice: BestChoice
  model: string | null
  /** By the number of the roll, as far as they have come. */
  rolls: readonly BestRoll[]
  /** Numbers of rolls, best first as far as is known. */
  order: readonly number[]
  /** How many of `order` are still in; the others were thinned out. */
  left: number
  begun: number
  msLeft: number | null
  state: 'idle' | 'rolling' | 'done' | 'stopped'
  ranking: string | null
  /** The survivors' jobs, by the number of the roll. */
  jobs: ReadonlyMap<number, JobId>
  error: string | null
}

const nothing = {
  rolls: [],
  order: [],
  left: 0,
  begun: 0,
  msLeft: null,
  ranking: null,
  jobs: new Map<number, JobId>(),
  error: null,
}

export const useBest = create<State>(() => ({
  ...nothing,
  choice: { rolls: 64, keep: 4, seconds: 30, diversity: 0.3 },
  model: null,
  state: 'idle',
}))
const set = useBest.setState
let abort = new AbortController()

export const choose = (change: Partial<BestChoice>): void =>
  set(({ choice }) => {
    const next = { ...choice, ...change }
    return { choice: { ...next, keep: Math.min(next.keep, next.rolls) } }
  })

export const stopBest = (): void => abort.abort()

/** Rolls the settings with seed after seed; what it finds best goes into the queue. */
export async function runBest(model: string, generation: Generation): Promise<void> {
  abort.abort()
  abort = new AbortController()
  const { signal } = abort
  for (const { url } of useBest.getState().rolls) if (url) URL.revokeObjectURL(url)
  set({ ...nothing, model, begun: Date.now(), state: 'rolling' })
  try {
    const { survivors, ranking } = await call(
      'best.run',
      { model, generation, ...useBest.getState().choice },
      { signal, onEvent: event => !signal.aborted && handle[event.kind](event as never, generation) },
    )
    for (const { index, job } of survivors) {
      const roll = useBest.getState().rolls[index]
      if (roll) rememberRolled(roll.generation, model, job)
    }
    const best = survivors.map(({ index }) => index)
    set(({ order }) => ({
      order: thinned(order, best),
      left: best.length,
      jobs: new Map(survivors.map(({ index, job }) => [index, job])),
      state: 'done',
      msLeft: null,
      ranking,
    }))
  } catch (error) {
    if (useBest.getState().state !== 'rolling' || abort.signal !== signal) return
    set({ state: 'stopped', msLeft: null, error: isCancelled(error) ? null : sentenceOf(toWire(error)) })
  }
}

type Event = import('#shared/studio/drafts.ts').BestEvent
const handle: { [K in Event['kind']]: (event: Extract<Event, { kind: K }>, generation: Generation) => void } =
  {
    draft({ index, png, score, seed, msLeft }, generation) {
      const old = useBest.getState().rolls[index]
      const url = png
        ? URL.createObjectURL(new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' }))
        : (old?.url ?? null)
      if (png && old?.url) setTimeout(() => URL.revokeObjectURL(old.url!), 1000)
      set(({ rolls, order, left }) => {
        const next = [...rolls]
        next[index] = { generation: { ...generation, seed }, url, score: score ?? old?.score ?? null }
        return {
          rolls: next,
          msLeft,
          ...(!old && { order: [...order, index], left: left + 1 }),
        }
      })
    },
    round({ left, msLeft }) {
      set(({ order }) => ({ order: thinned(order, left), left: left.length, msLeft }))
    },
  }
