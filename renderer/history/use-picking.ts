import { useCallback } from 'react'
import type { PictureCard } from '#shared/studio/pictures.ts'
import { choose, selectAt, selectedIndex } from '../actions/selection.ts'
import { gridMove } from '../lib/grid-keys.ts'
import { cache, useLibrary } from '../stores/library.ts'
import { openPicture, useView } from '../stores/view.ts'

type Options = {
  columns: number
  /** Rows of a page. */
  page?: number
  /** Brings a picture into sight and gives it the focus. */
  reveal: (index: number) => void
}

/** The selection by mouse and keys, the same in every way to show the history. */
export function usePicking({ columns, page, reveal }: Options) {
  const total = useLibrary(state => state.total)
  useView(view => view.selected)
  const at = selectedIndex()
  const onPick = useCallback((card: PictureCard, index: number, event: React.MouseEvent) => {
    choose(card.id, index, { ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey })
  }, [])
  const onOpen = useCallback((card: PictureCard, index: number) => openPicture(card.id, index), [])
  const onKeyDown = (event: React.KeyboardEvent) => {
    const here = cache.at(at)
    if ((event.key === 'Enter' || event.key === ' ') && here && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      if (event.key === 'Enter') openPicture(here.id, at)
      else choose(here.id, at, { ctrl: true, shift: false })
      return
    }
    const to = gridMove(event.key, at, total, columns, page)
    if (to === null) return
    event.preventDefault()
    const card = cache.at(to)
    if (event.shiftKey && card) choose(card.id, to, { ctrl: false, shift: true })
    else selectAt(to)
    reveal(to)
  }
  return { at, onPick, onOpen, onKeyDown }
}
