import { mostAtOnce } from '#shared/studio/bulk.ts'
import type { PictureId } from '#shared/studio/pictures.ts'
import { call } from '../api.ts'
import { cache, need, useLibrary } from '../stores/library.ts'
import { explain, toast } from '../stores/toasts.ts'
import { select, setView, useView } from '../stores/view.ts'
import { t } from '../strings.ts'

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

/** The ids of rows `from` up to, not including, `to`, whether they are held or not. */
async function idsBetween(from: number, to: number): Promise<PictureId[]> {
  const ids: PictureId[] = []
  for (let at = from; at < to; at++) {
    const one = cache.at(at)
    if (!one) break
    ids.push(one.id)
  }
  if (ids.length === to - from) return ids
  const { filter, sort, reversed } = useLibrary.getState()
  const limit = Math.min(mostAtOnce, to - from)
  return call('pictures.ids', { offset: from, limit, filter, sort, reversed })
}

export async function selectAll(): Promise<void> {
  const { total } = useLibrary.getState()
  if (total > mostAtOnce) toast(t.marks.most(mostAtOnce))
  setView({ chosen: new Set(total ? await idsBetween(0, total) : []) })
}

/** Click, with Ctrl one more or less, with Shift all from the last one. */
export function choose(
  id: PictureId,
  index: number,
  { ctrl, shift }: { ctrl: boolean; shift: boolean },
): void {
  const { chosen, anchor } = useView.getState()
  if (shift) {
    setView({ selected: id, index })
    const [from, to] = [Math.min(anchor, index), Math.max(anchor, index) + 1]
    idsBetween(from, to).then(ids => setView({ chosen: new Set(ids) }), explain)
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
