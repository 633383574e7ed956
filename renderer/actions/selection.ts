import type { PictureId } from '#shared/studio/pictures.ts'
import { cache, need, useLibrary } from '../stores/library.ts'
import { select, setView, useView } from '../stores/view.ts'

/** Where the selected picture is now; rows move when pictures come. */
export function selectedIndex(): number {
  const { selected, index } = useView.getState()
  if (!selected || cache.at(index)?.id === selected) return index
  const found = cache.find(card => card.id === selected)
  return found < 0 ? index : found
}

export function moveSelection(by: 1 | -1): void {
  const { total } = useLibrary.getState()
  const { selected } = useView.getState()
  if (!total) return
  const to = selected ? Math.min(total - 1, Math.max(0, selectedIndex() + by)) : 0
  selectAt(to)
  setView({ show: 'picture' })
}

/** The row may still be on its way. */
export function selectAt(index: number): void {
  const card = cache.at(index)
  if (card) {
    select(card.id, index)
    return
  }
  need(index, index + 1)
  const stop = useLibrary.subscribe(() => {
    const late = cache.at(index)
    if (!late) return
    stop()
    select(late.id, index)
  })
  setTimeout(stop, 5000)
}

/** What an action on pictures is about: all that are chosen, else the selected one. */
export function targets(): PictureId[] {
  const { chosen, selected } = useView.getState()
  return chosen.size ? [...chosen] : selected ? [selected] : []
}

/** Click, with Ctrl one more or less, with Shift all from the last one. */
export function choose(
  id: PictureId,
  index: number,
  { ctrl, shift }: { ctrl: boolean; shift: boolean },
): void {
  const { chosen, anchor } = useView.getState()
  if (shift) {
    const all: PictureId[] = []
    for (let i = Math.min(anchor, index); i <= Math.max(anchor, index); i++) {
      const card = cache.at(i)
      if (card) all.push(card.id)
    }
    setView({ selected: id, index, chosen: new Set(all) })
    return
  }
  if (!ctrl) {
    select(id, index)
    return
  }
  const next = new Set(chosen)
  if (!next.delete(id)) next.add(id)
  setView({ chosen: next, anchor: index, ...(next.has(id) && { selected: id, index }) })
}
