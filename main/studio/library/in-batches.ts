import { StudioError, toWire } from '#shared/errors.ts'
import type { BulkEvent } from '#shared/studio/bulk.ts'
import type { PictureChange } from '#shared/studio/pictures.ts'
import type { Db } from './db.ts'
import { getRow, type Row } from './rows.ts'
import type { LibraryState } from './state.ts'

export type BulkOptions = { signal?: AbortSignal; onEvent?: (event: BulkEvent) => void }

type Deed<T> = {
  /** To the files of one picture; null where nothing is to be done. */
  change: (row: Row) => Promise<T | null>
  /** Into the index, once the files are changed. */
  commit: (db: Db, done: T[]) => void
  kind: PictureChange['kind']
}

/** Pictures side by side: most of the time goes into waiting for the disk. */
const atOnce = 16

/**
 * Does the same to many pictures; between batches others get their turn, and it ends there when it is cancelled. What is
 * gone is passed over. A failure ends it: what was done until then stays, and the sentence is in `problem`.
 * Errors: those of the deed when nothing was done yet, `not-writable`, `invalid-input` when no picture is there.
 */
export async function inBatches<T extends { id: string }>(
  state: LibraryState,
  ids: readonly string[],
  { change, commit, kind }: Deed<T>,
  { signal, onEvent = () => {} }: BulkOptions = {},
): Promise<{ cancelled: boolean; problem: string | null }> {
  await state.requireWritable()
  const begun = performance.now()
  let [there, touched] = [0, 0]
  for (let i = 0; i < ids.length; i += atOnce) {
    if (signal?.aborted) return { cancelled: true, problem: null }
    try {
      await state.serial(async () => {
        const rows = ids.slice(i, i + atOnce).flatMap(id => state.index.use(db => getRow(db, id)) ?? [])
        there += rows.length
        const results = await Promise.allSettled(rows.map(change))
        const done = results.flatMap(one => (one.status === 'fulfilled' && one.value ? [one.value] : []))
        touched += done.length
        if (done.length) {
          state.index.use(db => commit(db, done))
          state.changes.tell({ kind, ids: done.map(({ id }) => id) })
        }
        const failed = results.find(result => result.status === 'rejected')
        if (failed) throw failed.reason
      })
    } catch (error) {
      if (!touched) throw error
      return { cancelled: false, problem: toWire(error).message }
    }
    const done = Math.min(ids.length, i + atOnce)
    onEvent({ done, of: ids.length, msLeft: ((performance.now() - begun) / done) * (ids.length - done) })
  }
  if (ids.length && !there)
    throw new StudioError('invalid-input', `There is no picture ${ids[0]!.slice(0, 8)}… any more`)
  return { cancelled: false, problem: null }
}
