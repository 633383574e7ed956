import { useEffect } from 'react'
import { create } from 'zustand'
import type { Marks, PictureEdit } from '#shared/studio/bulk.ts'
import type { PictureId } from '#shared/studio/pictures.ts'
import { call } from '../api.ts'
import { marksAfter, marksOfCards } from '../lib/marks.ts'
import { useBulk } from './bulk.ts'
import { cache, useLibrary } from './library.ts'

/** What the chosen pictures bear, as the host tells it. */
const useStore = create<{ key: string; marks: Marks | null }>(() => ({ key: '', marks: null }))

const keyOf = (ids: readonly PictureId[]) => `${ids.length} ${ids[0]} ${ids.at(-1)}`
/** More are counted only after a rest. */
const few = 2000

/** What pictures bear: at first as far as their tiles tell, if all are held; null while nobody knows. */
export function useMarks(ids: readonly PictureId[]): Marks | null {
  const version = useLibrary(state => state.version)
  const busy = useBulk(state => state.running > 0)
  const { key, marks } = useStore()
  useEffect(() => {
    if (!ids.length || busy) return
    const abort = new AbortController()
    const due = setTimeout(
      () =>
        call('pictures.marks', { ids: [...ids] }, { signal: abort.signal }).then(
          marks => abort.signal.aborted || useStore.setState({ key: keyOf(ids), marks }),
          () => {},
        ),
      ids.length > few ? 400 : 40,
    )
    return () => {
      clearTimeout(due)
      abort.abort()
    }
  }, [ids, version, busy])
  if (key === keyOf(ids)) return marks
  if (ids.length > 200) return null
  const cards = ids.flatMap(id => cache.at(cache.find(card => card.id === id)) ?? [])
  return cards.length === ids.length ? marksOfCards(cards) : null
}

/** Known marks of these pictures; null where they are not those that were asked for last. */
export const marksNow = (ids: readonly PictureId[]): Marks | null => {
  const { key, marks } = useStore.getState()
  return key === keyOf(ids) ? marks : null
}

/** Before the host has answered. */
export function amendMarks(ids: readonly PictureId[], edit: PictureEdit): void {
  const marks = marksNow(ids)
  if (marks) useStore.setState({ marks: marksAfter(marks, edit) })
}
