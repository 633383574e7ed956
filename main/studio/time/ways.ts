import { join } from 'node:path'
import type { StudioSettings } from '#shared/studio/settings.ts'
import type { Library } from '../library/open-library.ts'
import { libraryKey } from '../library/open-library.ts'
import type { Shelf } from '../library/shelf.ts'
import { type WayStore, wayStore } from './way-store.ts'

export type WaysOptions = {
  cache: string
  shelf: Pick<Shelf, 'now' | 'watch'>
  settings: () => Pick<StudioSettings, 'keepWays' | 'waysMiB'>
  onProblem: (sentence: string) => void
}

export type Ways = ReturnType<typeof openWays>

/** The kept ways of whichever library is open. The way of a picture that is trashed, deleted or gone is forgotten. */
export function openWays({ cache, shelf, settings, onProblem }: WaysOptions) {
  const stores = new Map<string, WayStore>()
  const capBytes = () => settings().waysMiB * 2 ** 20
  const storeOf = ({ folder }: Pick<Library, 'folder'>): WayStore => {
    const open = stores.get(folder)
    if (open) return open
    const opened = wayStore({
      folder: join(cache, 'libraries', libraryKey(folder), 'ways'),
      capBytes,
      // Of the library that is open when it is asked: only that one is written to.
      starred: () => shelf.now().starred(),
      onProblem,
    })
    stores.set(folder, opened)
    return opened
  }
  const now = () => storeOf(shelf.now())
  const stop = shelf.watch(({ kind, ids }) => {
    if (kind === 'added' || kind === 'reset') return
    const library = shelf.now()
    const gone = ids.filter(id => kind === 'removed' || !library.isShown(id))
    if (gone.length)
      storeOf(library)
        .forget(gone)
        .catch((error: Error) => onProblem(error.message))
  })
  return {
    now,
    capBytes,
    /** Whether the ways of new pictures are to be kept. */
    keeping: () => settings().keepWays && capBytes() > 0,
    close: stop,
  }
}
