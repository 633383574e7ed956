import type { LibraryState } from '../state.ts'
import { type Changed, watchFolder } from '../watch-folder.ts'
import { problemsNow } from './look-at-folders.ts'
import { type Source, sourcesOf } from './sources.ts'

/** How often watched folders are asked whether they are there, in ms: a disk comes and goes without a word. */
const askEvery = 5000

/**
 * Tells what changes in a library and in the folders watched beside it, and when one of these comes or goes. Gives
 * `renew`, for after folders were added or taken away, and `stop`.
 */
export function watchAll(
  state: Pick<LibraryState, 'folder' | 'index'>,
  onChanged: (changed: Changed) => void,
  onProblem: (sentence: string) => void,
) {
  const { folder, index } = state
  const cannot = (which: string) => (error: Error) =>
    onProblem(`${which} cannot be watched (${error.message}); changes show when it is opened again`)
  const stopOwn = watchFolder(folder, onChanged, cannot(folder))
  const others = new Map<string, () => void>()
  const isThere = ({ problem }: Source) => problem === null

  function renew(): void {
    const there = new Set(
      index
        .use(sourcesOf)
        .filter(isThere)
        .map(one => one.folder),
    )
    for (const [path, stop] of others) {
      if (there.has(path)) continue
      stop()
      others.delete(path)
    }
    for (const path of there)
      if (!others.has(path)) others.set(path, watchFolder(path, onChanged, cannot(path), true))
  }
  renew()

  let asking = false
  const ask = async () => {
    const sources = index.use(sourcesOf)
    const found = sources.length ? await problemsNow(folder, sources) : []
    if (found.some(({ source, now }) => source.problem !== now)) onChanged(null)
  }
  const timer = setInterval(() => {
    if (asking) return
    asking = true
    ask()
      // A full disk, an index that is being closed: whoever asks for something is told.
      .catch(() => {})
      .finally(() => {
        asking = false
      })
  }, askEvery)
  timer.unref()

  return {
    renew,
    stop(): void {
      clearInterval(timer)
      stopOwn()
      for (const stop of others.values()) stop()
    },
  }
}
