import type { MoveResult } from '#shared/studio/bulk.ts'
import type { PictureId } from '#shared/studio/pictures.ts'
import { call } from '../api.ts'
import { working } from '../stores/bulk.ts'
import { cache, useLibrary } from '../stores/library.ts'
import { toast } from '../stores/toasts.ts'
import { setView, useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { refusesTrash } from './external.ts'
import { selectAt, selectedIndex } from './selection.ts'
import { undoably } from './undoably.ts'

const ways = {
  trash: { back: 'restore', deed: t.undoing.trash, said: t.trashed },
  restore: { back: 'trash', deed: t.undoing.restore, said: t.restored },
} as const
type Way = keyof typeof ways

const move = (way: Way, ids: PictureId[]): Promise<MoveResult> =>
  working(ways[way].deed, how => call(`pictures.${way}`, { ids }, how))

const moved = (way: Way, ids: PictureId[]): Promise<void> => {
  const { back, deed, said } = ways[way]
  return undoably({ deed, done: said }, async () => {
    const { ids: gone, ...ended } = await move(way, ids)
    return { ...ended, count: gone.length, back: async () => void (gone.length && (await move(back, gone))) }
  })
}

/** The next picture takes the place of what goes. */
function followSelection(ids: readonly PictureId[]): void {
  const at = selectedIndex()
  const gone = new Set(ids)
  const stop = useLibrary.subscribe(() => {
    if (cache.find(card => gone.has(card.id)) >= 0) return
    stop()
    const { total } = useLibrary.getState()
    if (total && gone.has(useView.getState().selected ?? '')) selectAt(Math.min(at, total - 1))
    else if (!total) setView({ selected: null, chosen: new Set(), show: 'live', job: null })
  })
  setTimeout(stop, 3000)
}

const chooseNone = () => setView({ chosen: new Set(), selected: null })

/** Into the trash and out again by one click. */
export async function trash(ids: PictureId[]): Promise<void> {
  if (await refusesTrash(ids)) return
  const done = moved('trash', ids)
  followSelection(ids)
  await done
}

export async function restore(ids: PictureId[]): Promise<void> {
  await moved('restore', ids)
  if (useLibrary.getState().filter.trashed) chooseNone()
}

/** For good; without ids, all that is in the trash. */
export async function purge(ids?: PictureId[]): Promise<void> {
  const { problem, ids: gone } = await working(t.history.purge, how => call('pictures.purge', { ids }, how))
  if (problem) toast(problem, { tone: 'error' })
  else toast(t.purged(gone.length))
  chooseNone()
}
