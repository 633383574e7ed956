import { create } from 'zustand'
import { isCancelled, toWire } from '#shared/errors.ts'
import type { DiscoveredKnob } from '#shared/studio/knobs.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { useDesk } from './desk.ts'
import { deskGeneration } from './live.ts'

export const rollCounts = [32, 64, 128] as const
export type RollCount = (typeof rollCounts)[number]

/** A knob that was found for a prompt, or made of one that was. */
export type Found = DiscoveredKnob & {
  name: string
  /** Where it was found; it goes on meaning something on other prompts, less and less. */
  prompt: string
  model: string
  /** Stays in sight on other prompts and when the search is made again. */
  pinned: boolean
  /** What is left of the knob that it was made of, 0..1; null for one that was found. */
  kept: number | null
}

type Run = {
  prompt: string
  model: string
  rolls: RollCount
  drawn: number
  phase: 'rolls' | 'directions'
  msLeft: number | null
  abort: AbortController
}

export const useDiscovered = create<{ found: Found[]; run: Run | null; error: string | null }>(() => ({
  found: [],
  run: null,
  error: null,
}))

const set = useDiscovered.setState

/** Of this prompt, and what was pinned before. */
export const foundFor = (found: readonly Found[], model: string | null, prompt: string): Found[] =>
  found.filter(one => one.model === model && (one.pinned || one.prompt === prompt))

const change = (by: Partial<Run>) => set(({ run }) => ({ run: run && { ...run, ...by } }))

/**
 * Rolls the desk's prompt and finds what the rolls differ in, without the directions that are turned already. A new
 * search ends the one before.
 */
export async function discover(rolls: RollCount, names: (n: number) => string): Promise<void> {
  const desk = useDesk.getState()
  const generation = deskGeneration({ ...desk, steer: desk.steer.filter(({ kind }) => kind !== 'direction') })
  const { model, prompt } = desk
  if (!generation || model === null) return
  cancelDiscovery()
  const abort = new AbortController()
  set({ run: { prompt, model, rolls, drawn: 0, phase: 'rolls', msLeft: null, abort }, error: null })
  const mine = () => useDiscovered.getState().run?.abort === abort
  try {
    const { knobs } = await call(
      'knobs.discover',
      { model, generation, rolls },
      {
        signal: abort.signal,
        onEvent(event) {
          if (!mine()) return
          if (event.kind === 'phase') change({ phase: event.phase })
          else change({ drawn: useDiscovered.getState().run!.drawn + 1, msLeft: event.msLeft })
        },
      },
    )
    set(({ found }) => {
      const stay = found.filter(one => one.pinned || one.model !== model || one.prompt !== prompt)
      const known = new Set(stay.map(({ id }) => id))
      const fresh = knobs
        .filter(({ id }) => !known.has(id))
        .map((knob, n): Found => ({ ...knob, name: names(n + 1), prompt, model, pinned: false, kept: null }))
      return { found: [...stay, ...fresh] }
    })
  } catch (error) {
    if (mine() && !isCancelled(error)) set({ error: sentenceOf(toWire(error)) })
  } finally {
    if (mine()) set({ run: null })
  }
}

export function cancelDiscovery(): void {
  useDiscovered.getState().run?.abort.abort()
  set({ run: null })
}

export const changeFound = (id: string, by: Partial<Pick<Found, 'name' | 'pinned'>>): void =>
  set(({ found }) => ({ found: found.map(one => (one.id === id ? { ...one, ...by } : one)) }))

/** Beside the one that it was made of. */
export const addFound = (made: Found, after: string): void =>
  set(({ found }) => {
    const rest = found.filter(({ id }) => id !== made.id)
    const at = rest.findIndex(({ id }) => id === after)
    return { found: rest.toSpliced(at < 0 ? rest.length : at + 1, 0, made) }
  })
