import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { writeProblem } from '#engine/files/problem.ts'
import { StudioError } from '#shared/errors.ts'
import type { PictureChange } from '#shared/studio/pictures.ts'
import { listeners } from '../listeners.ts'
import { lockFolder } from './lock.ts'
import { type Library, type LibraryOptions, openLibrary } from './open-library.ts'

export type Shelf = Awaited<ReturnType<typeof openShelf>>

/** How often a library that refused is asked again, in ms. */
const askAgainAfter = 1000

/** Time for the window to show before the files are looked through, in ms. */
const catchUpAfter = 500

/** The library that is open now; another may take its place while everyone keeps listening. */
export async function openShelf(options: LibraryOptions) {
  const changes = listeners<PictureChange>()
  const problem = options.onProblem ?? (() => {})
  let stopListening = () => {}
  let library = await open(options.folder)
  let timer: NodeJS.Timeout | undefined
  let asked = 0

  async function open(folder: string): Promise<Library> {
    const opened = await openLibrary({ ...options, folder })
    stopListening()
    stopListening = opened.watch(changes.tell)
    return opened
  }
  const catchUpSoon = () => {
    clearTimeout(timer)
    const mine = library
    timer = setTimeout(() => {
      // Watched first, so that nothing slips through while it is looked through.
      mine.watchFiles()
      mine.catchUp().catch(error => {
        if (mine === library) problem((error as Error).message)
      })
    }, catchUpAfter)
    timer.unref()
  }
  catchUpSoon()
  return {
    now: () => library,
    watch: changes.add,
    /**
     * Opens another folder, made if need be; what is in the old one stays there.
     * Errors: `not-writable` when it cannot be made or is no folder; the old library stays open then.
     */
    async change(path: string): Promise<Library> {
      const folder = resolve(path)
      if (folder === library.folder && !library.refusal) return library
      const before = library
      if (folder !== before.folder) await makeFolder(folder)
      // The same folder again, after what was wrong with it is put right: the lock must be free.
      if (folder === before.folder) await before.close()
      library = await open(folder)
      if (folder !== before.folder) await before.close()
      changes.tell({ kind: 'reset', ids: [] })
      catchUpSoon()
      return library
    },
    /** Whether what was wrong with the library has been put right since: then it may be opened again. */
    async mayRecover(): Promise<boolean> {
      if (!library.refusal || performance.now() - asked < askAgainAfter) return false
      asked = performance.now()
      const locked = await lockFolder(library.folder)
      if (locked.kind === 'held') await locked.lock.release()
      return locked.kind === 'held'
    },
    async close(): Promise<void> {
      clearTimeout(timer)
      await library.close()
    },
  }
}

async function makeFolder(folder: string): Promise<void> {
  const info = await stat(folder).catch(() => null)
  if (info && !info.isDirectory())
    throw new StudioError('not-writable', `${folder} is a file; choose a folder for the library`)
  if (info) return
  // Not more than one level: a whole missing path is more likely a disk that is not connected.
  if (!(await stat(dirname(folder)).catch(() => null)))
    throw new StudioError(
      'not-writable',
      `${dirname(folder)} does not exist: connect its disk, or choose another folder`,
    )
  await mkdir(folder).catch(error => {
    throw writeProblem(folder, error)
  })
}
