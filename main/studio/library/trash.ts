import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeProblem } from '#engine/files/problem.ts'
import { StudioError } from '#shared/errors.ts'
import type { MoveResult } from '#shared/studio/bulk.ts'
import { describePicture, inTrash, trashFolder } from './describe.ts'
import { type BulkOptions, inBatches } from './in-batches.ts'
import { getRow, putRows, type Row, removeRows } from './rows.ts'
import { sidecarOf, sidecarToChange, writeSidecar } from './sidecar.ts'
import type { LibraryState } from './state.ts'
import { thumbnailFile } from './thumbnail-file.ts'

/** Into the trash: a hidden folder of the library with the same folders inside, so that going back is a move. */
export const trash = async (
  state: LibraryState,
  ids: readonly string[],
  options?: BulkOptions,
  now = Date.now(),
): Promise<MoveResult> => {
  requireOwn(state, ids)
  return moveAll(
    state,
    ids,
    async row => (row.trashed === null ? move(state, row, `${trashFolder}/${row.file}`, now) : null),
    options,
  )
}

/** Errors: `invalid-input` where any lies in a watched folder; nothing is done then. */
function requireOwn({ index }: LibraryState, ids: readonly string[]): void {
  const external = ids.filter(id => (index.use(db => getRow(db, id))?.source ?? 0) > 0)
  if (!external.length) return
  const which =
    ids.length === 1
      ? 'This picture lies in a watched folder'
      : external.length === ids.length
        ? 'These pictures lie in watched folders'
        : `${external.length} of these ${ids.length} pictures ${external.length === 1 ? 'lies in a watched folder' : 'lie in watched folders'}`
  throw new StudioError(
    'invalid-input',
    `${which}, where Reroll changes nothing: import first what the library shall keep, or delete the files with another program`,
  )
}

/** Back to where it was. */
export const restore = (
  state: LibraryState,
  ids: readonly string[],
  options?: BulkOptions,
): Promise<MoveResult> =>
  moveAll(
    state,
    ids,
    async row =>
      row.trashed !== null && inTrash(row.file)
        ? move(state, row, row.file.slice(trashFolder.length + 1), null)
        : null,
    options,
  )

/** Deletes for good, and only what is in the trash. */
export async function purge(
  state: LibraryState,
  ids: readonly string[],
  options?: BulkOptions,
): Promise<MoveResult> {
  const gone: string[] = []
  const remove = async ({ id, file, trashed }: Row) => {
    if (trashed === null) return null
    const path = join(state.folder, file)
    await rm(path, { force: true }).catch(error => {
      throw writeProblem(path, error)
    })
    await rm(sidecarOf(path), { force: true })
    await rm(thumbnailFile(state.thumbnails, id), { force: true }).catch(() => {})
    return { id }
  }
  const ended = await inBatches(
    state,
    ids,
    {
      kind: 'removed',
      change: remove,
      commit: (db, done) => {
        const ids = done.map(({ id }) => id)
        removeRows(db, ids)
        gone.push(...ids)
      },
    },
    options,
  )
  return { ...ended, ids: gone }
}

async function moveAll(
  state: LibraryState,
  ids: readonly string[],
  change: (row: Row) => Promise<Row | null>,
  options?: BulkOptions,
): Promise<MoveResult> {
  const moved: string[] = []
  const ended = await inBatches(
    state,
    ids,
    {
      kind: 'changed',
      change,
      commit: (db, done) => {
        putRows(db, done)
        moved.push(...done.map(({ id }) => id))
      },
    },
    options,
  )
  return { ...ended, ids: moved }
}

/** The new sidecar is written first and the old one removed last: at no moment does the picture lack one. */
async function move(state: LibraryState, row: Row, to: string, trashed: number | null): Promise<Row> {
  const [from, target] = [join(state.folder, row.file), join(state.folder, to)]
  const sidecar = await sidecarToChange(sidecarOf(from))
  await writeSidecar(sidecarOf(target), { ...sidecar, id: row.id, created: row.created, trashed })
  try {
    await mkdir(dirname(target), { recursive: true })
    await rename(from, target)
  } catch (error) {
    await rm(sidecarOf(target), { force: true })
    throw writeProblem(target, error)
  }
  await rm(sidecarOf(from), { force: true })
  return (await describePicture(state.folder, to, async () => row.id)).row
}
