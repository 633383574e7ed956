import { create } from 'zustand'
import { isCancelled, toWire } from '#shared/errors.ts'
import type { Generation } from '#shared/generation.ts'
import type { MapEvent } from '#shared/studio/drafts.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { placeAmong } from '../lib/alike.ts'
import { type Place, waitingPlace } from '../lib/map-points.ts'
import type { MapView } from '../lib/map-view.ts'

export const mapCounts = [24, 64, 128, 256, 512] as const
type MapCount = (typeof mapCounts)[number]

export type MapRoll = {
  generation: Generation
  png: Blob
  embedding: Float32Array | null
  place: Place
  /** Whether it was placed by what it looks like, rather than in the order in which it came. */
  placed: boolean
  /** Rolled later, at a place of the map. */
  late: boolean
}
export type MapState = {
  count: MapCount
  model: string | null
  /** What all of them were rolled from; null before the first. */
  generation: Generation | null
  /** In the order in which they came. */
  rolls: readonly MapRoll[]
  of: number
  msLeft: number | null
  state: 'idle' | 'rolling' | 'done' | 'stopped'
  /** What placed them last. */
  method: 'pca' | 'umap' | null
  /** Counts up when places have changed. */
  stamp: number
  selected: number | null
  /** Two rolls by their numbers, and how far on the way from one to the other. */
  between: { from: number; to: number; t: number } | null
  /** Null shows all of it. */
  view: MapView | null
  density: boolean
  error: string | null
}

const nothing = {
  rolls: [],
  of: 0,
  msLeft: null,
  method: null,
  selected: null,
  between: null,
  view: null,
  error: null,
} as const

export const useMap = create<MapState>(() => ({
  ...nothing,
  count: 256,
  model: null,
  generation: null,
  state: 'idle',
  stamp: 0,
  density: true,
}))
export const setMap = useMap.setState
/** By the number that the studio gave each. */
let numbers = new Map<number, number>()
let abort = new AbortController()

export const blobOf = (png: Uint8Array): Blob =>
  new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' })

export const stopMap = (): void => abort.abort()

/** Where a roll waits until everything is placed again: among those it looks like, else in the order of its coming. */
const firstPlace = (embedding: Float32Array | null, at: number, { rolls, of, method }: MapState): Place =>
  (method && embedding && placeAmong(embedding, rolls)) || waitingPlace(at, of)

/** Rolls that have come and are not shown yet: a map that was kept comes all at once. */
let coming: Extract<MapEvent, { kind: 'draft' }>[] = []
let due: ReturnType<typeof setTimeout> | undefined
const together = 30

function show(): void {
  clearTimeout(due)
  due = undefined
  const map = useMap.getState()
  const rolls = [...map.rolls]
  for (const { index, png, embedding, seed } of coming) {
    if (!png || numbers.has(index)) continue
    numbers.set(index, rolls.length)
    rolls.push({
      generation: { ...map.generation!, seed },
      png: blobOf(png),
      embedding,
      place: firstPlace(embedding, rolls.length, map),
      placed: false,
      late: false,
    })
  }
  const last = coming.at(-1)
  coming = []
  if (last) setMap({ rolls, msLeft: last.msLeft })
}

const handle: { [K in MapEvent['kind']]: (event: Extract<MapEvent, { kind: K }>) => void } = {
  draft(event) {
    coming.push(event)
    due ??= setTimeout(show, together)
  },
  places({ points, method }) {
    show()
    const places = new Map(points.map(({ index, x, y }) => [numbers.get(index), { x, y }]))
    setMap(({ rolls, stamp }) => ({
      method,
      stamp: stamp + 1,
      rolls: rolls.map((roll, at) => {
        const place = places.get(at)
        return place ? { ...roll, place, placed: true } : roll
      }),
    }))
  },
}

/** Rolls the settings with seed after seed and places them; what was there before goes. */
export async function runMap(model: string, generation: Generation): Promise<void> {
  abort.abort()
  abort = new AbortController()
  const { signal } = abort
  numbers = new Map()
  coming = []
  const { count } = useMap.getState()
  // A map is of seeds: on the way between two of them there is nothing to choose.
  const alone = { ...generation, dice: { ...generation.dice, toward: null } }
  // What was reckoned of the places before is of rolls that are gone.
  setMap(({ stamp }) => ({
    ...{ ...nothing, model, generation: alone, of: count },
    ...{ state: 'rolling', stamp: stamp + 1 },
  }))
  const mine = () => abort.signal === signal
  try {
    await call(
      'map.run',
      { model, generation: alone, rolls: count },
      { signal, onEvent: event => mine() && handle[event.kind](event as never) },
    )
    if (!mine()) return
    show()
    setMap({ state: 'done', msLeft: null })
  } catch (error) {
    if (!mine()) return
    show()
    setMap({ state: 'stopped', msLeft: null, error: isCancelled(error) ? null : sentenceOf(toWire(error)) })
  }
}

/** Rolls that came later; returns the number of the first. */
export function addLate(added: readonly Omit<MapRoll, 'placed' | 'late'>[]): number {
  const { length } = useMap.getState().rolls
  setMap(({ rolls, stamp }) => ({
    stamp: stamp + 1,
    rolls: [...rolls, ...added.map(roll => ({ ...roll, placed: true, late: true }))],
  }))
  return length
}

export const selectRoll = (selected: number | null): void => setMap({ selected })
