import { basename, resolve } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import type { WatchedFolder } from '#shared/studio/folders.ts'
import type { LibraryState } from '../state.ts'
import { watchingProblem } from './check-folder.ts'
import { changeFolders, readFolders, type Watched } from './folders-file.ts'
import { countsOf, sourcesOf } from './sources.ts'

/** What is watched beside the library, with how much it shows. */
export const watchedFolders = ({ index }: Pick<LibraryState, 'index'>): WatchedFolder[] =>
  index.use(db => {
    const counts = countsOf(db)
    return sourcesOf(db).map(({ key, folder, name, problem }) => ({
      folder,
      name,
      problem,
      pictures: counts.get(key) ?? 0,
    }))
  })

/**
 * Watches one folder more; its pictures show after the next look.
 * Errors: `invalid-input` for one that cannot be watched, `not-writable`, `disk-full`.
 */
export async function addFolder(state: LibraryState, path: string, called?: string): Promise<void> {
  await state.requireWritable()
  const folder = resolve(path)
  await state.serial(async () => {
    const others = (await readFolders(state.folder)).folders ?? []
    const problem = await watchingProblem(
      folder,
      state.folder,
      others.map(one => one.folder),
    )
    if (problem) throw new StudioError('invalid-input', problem)
    const name = called ?? unusedName(basename(folder) || folder, others)
    if (taken(name, others))
      throw new StudioError('invalid-input', `Another folder is called "${name}" already; give another name`)
    await changeFolders(state.folder, folders => [...folders, { folder, name }])
  })
}

/** By path or name. What was said of its pictures stays. Errors: `invalid-input`, `not-writable`, `disk-full`. */
export async function removeFolder(state: LibraryState, which: string): Promise<void> {
  await state.requireWritable()
  await state.serial(async () => {
    const { folders } = await readFolders(state.folder)
    const found = folders?.find(({ folder, name }) => folder === resolve(which) || name === which)
    if (folders && !found)
      throw new StudioError(
        'invalid-input',
        `${which} is not watched; ${folders.length ? `these are: ${folders.map(({ folder }) => folder).join(', ')}` : 'no folder is'}`,
      )
    await changeFolders(state.folder, all => all.filter(({ folder }) => folder !== found?.folder))
  })
}

/** As the library is called in queries, or another folder. */
const taken = (name: string, others: readonly Watched[]) =>
  ['library', ...others.map(one => one.name)].some(known => known.toLowerCase() === name.toLowerCase())

function unusedName(name: string, others: readonly Watched[]): string {
  const short = name.slice(0, 90)
  for (let n = 1; ; n++) {
    const called = n === 1 ? short : `${short} ${n}`
    if (!taken(called, others)) return called
  }
}
