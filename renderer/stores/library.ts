import { create } from 'zustand'
import { toWire, type WireError } from '#shared/errors.ts'
import type { PictureCard, PictureFilter, PictureSort } from '#shared/studio/pictures.ts'
import { call, watch, whenOpen } from '../api.ts'
import { RangeCache } from '../lib/ranges.ts'
import { forgetDetails } from './details.ts'

const pageSize = 100
/** 24 pages: about what twenty screens of the smallest tiles need, and no more whatever the library holds. */
export const cache = new RangeCache<PictureCard>(pageSize, 24)

type State = {
  filter: PictureFilter
  sort: PictureSort
  reversed: boolean
  total: number
  state: 'loading' | 'ready' | 'failed'
  error: WireError | null
  /** Counts up whenever rows have come or gone. */
  version: number
}

export const useLibrary = create<State>(() => ({
  filter: { trashed: false },
  sort: 'newest',
  reversed: false,
  total: 0,
  state: 'loading',
  error: null,
  version: 0,
}))

const bump = (more: Partial<State> = {}) =>
  useLibrary.setState(({ version }) => ({ ...more, version: version + 1 }))
const loading = new Set<number>()
let epoch = 0
let inSight: [from: number, to: number] = [0, 40]

async function load(page: number): Promise<void> {
  if (loading.has(page)) return
  loading.add(page)
  const asked = epoch
  try {
    const { filter, sort, reversed } = useLibrary.getState()
    const { total, pictures } = await call('pictures.range', {
      offset: page * pageSize,
      limit: pageSize,
      filter,
      sort,
      reversed,
    })
    if (asked !== epoch) return
    cache.put(page, pictures)
    bump({ total, state: 'ready', error: null })
  } catch (error) {
    if (asked === epoch) useLibrary.setState({ state: 'failed', error: toWire(error) })
  } finally {
    if (asked === epoch) loading.delete(page)
  }
}

/** Says which rows are to be seen; what lacks is fetched. */
export function need(from: number, to: number): void {
  inSight = [from, to]
  for (const page of cache.wanted(from, to)) void load(page)
}

function reload(clear: boolean): void {
  epoch++
  loading.clear()
  if (clear) cache.clear()
  else cache.stale()
  need(0, 1)
  need(...inSight)
}

export const reloadLibrary = (): void => reload(false)

export function setFilter(filter: PictureFilter): void {
  inSight = [0, 40]
  useLibrary.setState({ filter, state: 'loading' })
  reload(true)
}

/** Another query, all else as it is. */
export function setQuery(query: string): void {
  const { query: _, ...rest } = useLibrary.getState().filter
  setFilter({ ...rest, ...(query && { query }) })
}

export function setSort(sort: PictureSort, reversed = false): void {
  inSight = [0, 40]
  useLibrary.setState({ sort, reversed, state: 'loading' })
  reload(true)
}

/** Changes rows that are held before the host has answered. */
export const changeRows = (change: (card: PictureCard) => PictureCard): void => {
  cache.map(change)
  bump()
}

/** Soon after the first of many changes, and then not too often: a roll of sixteen, or an index being built. */
let due: ReturnType<typeof setTimeout> | undefined
let lastReload = 0
watch('pictures.watch', ({ ids }) => {
  forgetDetails(ids)
  if (due) return
  due = setTimeout(
    () => {
      due = undefined
      lastReload = Date.now()
      reload(false)
    },
    Math.max(40, lastReload + 500 - Date.now()),
  )
})
whenOpen(() => reload(false))
