import { folderProblem } from './external/check-folder.ts'
import { deviceOf, lookAtFolders } from './external/look-at-folders.ts'
import { putDevice, putProblem, type Source, sourceOfPath } from './external/sources.ts'
import { listExternal, listFiles, listSome } from './picture-files.ts'
import { isExternal } from './place.ts'
import type { LibraryState } from './state.ts'

export type AllFiles = {
  /** As the index names them: the library's, those in its trash, then those of watched folders. */
  files: string[]
  /** Sidecars of the library whose picture is not beside them. */
  orphans: string[]
  /** Whether a file lies in a watched folder that is not there now. */
  away: (file: string) => boolean
  /** Pictures of folders that are watched no more. */
  removed: string[]
  told: { problems: string[]; foldersChanged: boolean }
}

/**
 * What there is to look at, of `only` those that are there. `tidy` clears away what a killed process left in the library;
 * in watched folders nothing is ever changed.
 * Errors: what `readdir` of the library's folder says.
 */
export async function listAll(
  state: LibraryState,
  tidy: boolean,
  only?: ReadonlySet<string>,
): Promise<AllFiles> {
  const { folder, index } = state
  const { sources, gone, changed, problem } = await lookAtFolders(state)
  const told = { problems: problem ? [problem] : [], foldersChanged: changed }
  const missing = new Set(sources.filter(one => one.problem !== null))
  const away = (file: string) => {
    const source = isExternal(file) ? sourceOfPath(sources, file) : undefined
    return source !== undefined && missing.has(source)
  }
  const give = (files: string[], orphans: string[]): AllFiles => ({
    files,
    orphans,
    away,
    removed: gone,
    told,
  })
  if (only) {
    const { pictures, orphans } = await listSome(folder, only)
    return give(
      pictures.filter(file => !away(file)),
      orphans,
    )
  }
  const own = await listFiles(folder, tidy)
  const files = [...own.pictures]
  for (const source of sources.filter(one => one.problem === null)) {
    const { found, problem: now } = await listWatched(source)
    if (now === null) {
      for (const file of found) files.push(file)
      const device = found.length ? await deviceOf(source.folder) : null
      if (device !== null) index.use(db => putDevice(db, source.key, device))
      continue
    }
    missing.add(source)
    if (index.use(db => putProblem(db, source, now))) told.foldersChanged = true
  }
  return give(files, own.orphans)
}

/** A disk may go while it is listed. */
async function listWatched({ folder }: Source): Promise<{ found: string[]; problem: string | null }> {
  try {
    const found = await listExternal(folder)
    return { found, problem: await folderProblem(folder) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return { found: [], problem: (await folderProblem(folder)) ?? `${folder} cannot be looked at (${code})` }
  }
}
