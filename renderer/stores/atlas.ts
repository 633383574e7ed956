import { create } from 'zustand'
import { isCancelled, toWire } from '#shared/errors.ts'
import type { AtlasEvent, Region } from '#shared/studio/atlas.ts'
import type { PictureFilter } from '#shared/studio/pictures.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import type { MapView } from '../lib/map-view.ts'

export type AtlasState = {
  /** 32 bytes of each picture's id, and where it lies: x and y in turn, 0..1. */
  ids: Uint8Array
  places: Float32Array
  regions: readonly Region[]
  /** Pictures that have no place, since no scorer has looked at them. */
  waiting: number
  /** Null while nothing is being placed, or not told yet. */
  share: number | null
  msLeft: number | null
  state: 'idle' | 'placing' | 'done' | 'stopped' | 'failed'
  error: string | null
  /** Null shows all of it. */
  view: MapView | null
}

const nothing = { ids: new Uint8Array(0), places: new Float32Array(0), regions: [], waiting: 0 }

export const useAtlas = create<AtlasState>(() => ({
  ...nothing,
  share: null,
  msLeft: null,
  state: 'idle',
  error: null,
  view: null,
}))
export const setAtlas = useAtlas.setState
let abort = new AbortController()

export const stopAtlas = (): void => abort.abort()

const handle: { [K in AtlasEvent['kind']]: (event: Extract<AtlasEvent, { kind: K }>) => void } = {
  pictures: ({ ids, places }) => setAtlas({ ids, places }),
  progress: ({ share, msLeft }) => setAtlas({ share, msLeft }),
  words: ({ regions }) => setAtlas({ regions }),
}

/** Places the pictures of a filter; what is shown stays until others come. */
export async function runAtlas(filter: PictureFilter): Promise<void> {
  abort.abort()
  abort = new AbortController()
  const { signal } = abort
  const mine = () => abort.signal === signal
  setAtlas({ state: 'placing', share: null, msLeft: null, error: null })
  try {
    const { waiting } = await call(
      'atlas.places',
      { filter },
      { signal, onEvent: event => mine() && handle[event.kind](event as never) },
    )
    if (mine()) setAtlas({ state: 'done', waiting, share: null })
  } catch (error) {
    if (!mine()) return
    if (isCancelled(error)) setAtlas({ state: 'stopped', share: null })
    else setAtlas({ state: 'failed', share: null, error: sentenceOf(toWire(error)) })
  }
}
