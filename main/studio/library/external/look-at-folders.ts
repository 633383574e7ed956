import { readdir, stat } from 'node:fs/promises'
import { StudioError } from '#shared/errors.ts'
import { vanished } from '../refusal.ts'
import type { LibraryState } from '../state.ts'
import { watchingProblem } from './check-folder.ts'
import { readFolders } from './folders-file.ts'
import { putProblem, putSources, type Source, sourcesOf } from './sources.ts'

export type FoldersLook = {
  sources: Source[]
  /** Pictures of folders that are watched no more. */
  gone: string[]
  /** Whether any came or went. */
  changed: boolean
  problem: string | null
}

/**
 * Brings the index to what the library says is watched, and finds out which of these folders are there.
 * Errors: `not-writable` when the library itself is gone; then nothing is forgotten.
 */
export async function lookAtFolders({ folder, index }: LibraryState): Promise<FoldersLook> {
  const { folders, problem } = await readFolders(folder)
  const lost = await vanished(folder)
  if (lost) throw new StudioError('not-writable', lost)
  const gone = folders ? index.use(db => putSources(db, folders)) : []
  let changed = gone.length > 0
  for (const { source, now } of await problemsNow(folder, index.use(sourcesOf)))
    if (index.use(db => putProblem(db, source, now))) changed = true
  return { sources: index.use(sourcesOf), gone, changed, problem }
}

/** Why each of some watched folders cannot be looked at now; null where it can. */
export async function problemsNow(
  library: string,
  sources: readonly Source[],
): Promise<{ source: Source; now: string | null }[]> {
  const found: { source: Source; now: string | null }[] = []
  for (const source of sources) {
    const earlier = found.map(one => one.source.folder)
    const now = (await watchingProblem(source.folder, library, earlier)) ?? (await emptied(source))
    found.push({ source, now })
  }
  return found
}

/** A disk that goes may leave its empty folder behind, which then lies on another disk. */
async function emptied({ folder, device }: Source): Promise<string | null> {
  if (device === null || (await deviceOf(folder)) === device) return null
  const entries = await readdir(folder).catch(() => null)
  return entries?.length === 0 ? `${folder} is empty, as if its disk were not connected` : null
}

/** The disk that a folder is on, as far as a number tells. */
export const deviceOf = (folder: string): Promise<string> =>
  stat(folder).then(
    ({ dev }) => String(dev),
    () => '',
  )
