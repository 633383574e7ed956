import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeProblem } from '#engine/files/problem.ts'
import { StudioError } from '#shared/errors.ts'
import { describePicture, inTrash, trashFolder } from './describe.ts'
import { freeTwins } from './refused.ts'
import { getRow, putRow, type Row, removeRows } from './rows.ts'
import { sidecarOf, sidecarToChange, writeSidecar } from './sidecar.ts'
import type { LibraryState } from './state.ts'
import { thumbnailFile } from './thumbnail-file.ts'

/** Into the trash: a hidden folder of the library with the same folders inside, so that going back is a move. */
export const trash = async (state: LibraryState, ids: readonly string[], now = Date.now()): Promise<void> => {
  requireOwn(state, ids)
  return each(state, ids, async row => {
    if (row.trashed !== null) return
    await move(state, row, `${trashFolder}/${row.file}`, now)
  })
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
export const restore = (state: LibraryState, ids: readonly string[]): Promise<void> =>
  each(state, ids, async row => {
    if (row.trashed === null || !inTrash(row.file)) return
    await move(state, row, row.file.slice(trashFolder.length + 1), null)
  })

/**
 * Deletes for good, and only what is in the trash. Gives files that show the same as one that has gone: each may take
 * its place.
 */
export async function purge(state: LibraryState, ids: readonly string[]): Promise<string[]> {
  await state.requireWritable()
  const gone: string[] = []
  let twins: string[] = []
  await state.serial(async () => {
    try {
      for (const id of ids) {
        const row = state.index.use(db => getRow(db, id))
        if (!row || row.trashed === null) continue
        const path = join(state.folder, row.file)
        await rm(path, { force: true }).catch(error => {
          throw writeProblem(path, error)
        })
        await rm(sidecarOf(path), { force: true })
        await rm(thumbnailFile(state.thumbnails, id), { force: true }).catch(() => {})
        gone.push(id)
      }
    } finally {
      state.index.use(db => removeRows(db, gone))
      twins = state.index.use(freeTwins)
      if (gone.length) state.changes.tell({ kind: 'removed', ids: gone })
    }
  })
  return twins
}

async function each(
  state: LibraryState,
  ids: readonly string[],
  work: (row: Row) => Promise<void>,
): Promise<void> {
  await state.requireWritable()
  await state.serial(async () => {
    const done: string[] = []
    try {
      for (const id of ids) {
        const row = state.index.use(db => getRow(db, id))
        if (!row) continue
        await work(row)
        done.push(id)
      }
    } finally {
      if (done.length) state.changes.tell({ kind: 'changed', ids: done })
    }
  })
}

/** The new sidecar is written first and the old one removed last: at no moment does the picture lack one. */
async function move(state: LibraryState, row: Row, to: string, trashed: number | null): Promise<void> {
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
  const { row: moved } = await describePicture(state.folder, to, async () => row.id)
  state.index.use(db => putRow(db, moved))
}
