import { realpathSync } from 'node:fs'
import { basename, dirname, resolve, sep } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { pathOf } from '../place.ts'
import { rowOfId } from '../queries.ts'
import type { LibraryState } from '../state.ts'
import { type Source, sourcesOf } from './sources.ts'

type State = Pick<LibraryState, 'folder' | 'index'>

/** The path of a picture. Errors: `invalid-input` when there is none of that id, or its watched folder is not there. */
export function fileOfId({ folder, index }: State, id: string): string {
  const row = rowOfId(index, id)
  if (row.source > 0)
    requireThere(
      row.file,
      index.use(sourcesOf).find(({ key }) => key === row.source),
    )
  return pathOf(folder, row.file)
}

function requireThere(file: string, source: Source | undefined): void {
  if (source?.problem)
    throw new StudioError('invalid-input', `${basename(file)} cannot be read now: ${source.problem}`)
}

/** Those of some pictures that lie in watched folders, by their paths. Errors: `invalid-input` where there are none. */
export function externalFiles(state: State, ids: readonly string[]): string[] {
  const files = ids.filter(id => rowOfId(state.index, id).source > 0).map(id => fileOfId(state, id))
  if (!files.length) throw new StudioError('invalid-input', 'These pictures are in the library already')
  return files
}

/** The watched folder that a path lies in, wherever links lead; null for any other. */
export function watchedFolderOf({ index }: Pick<LibraryState, 'index'>, path: string): string | null {
  const real = realOf(resolve(path))
  const found = index.use(sourcesOf).find(({ folder }) => {
    const root = realOf(folder)
    return real === root || real.startsWith(root + sep)
  })
  return found?.folder ?? null
}

/** Of what is not there yet, as far as its path is. */
function realOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : `${realOf(parent)}${sep}${basename(path)}`
  }
}
