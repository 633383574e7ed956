import { join } from 'node:path'
import { toWire } from '#shared/errors.ts'
import type { Damage, VerifyEvent } from '#shared/studio/verify.ts'
import { sourcesOf } from './external/sources.ts'
import { isExternal, pathOf } from './place.ts'
import { refusedFiles } from './refused.ts'
import { getRow } from './rows.ts'
import type { LibraryState } from './state.ts'

export type FilesChecked = {
  checked: number
  damaged: Damage[]
  /** Ids whose pixels are what they should be. */
  whole: string[]
  /** Pictures of watched folders that are not there now. */
  missing: number
  cancelled: boolean
}
export type CheckOptions = {
  signal?: AbortSignal | undefined
  onEvent?: (event: VerifyEvent) => void
}

const advice = {
  refused: 'Put a whole copy of it in its place, or take the file out of the library',
  changed:
    'Put back a copy from a backup. A picture of ours can be drawn again too: use all its settings, and roll',
  gone: 'Look for it in a backup or the trash of the system; at the next look the library forgets it',
  unreadable: 'Put back a copy from a backup, and look after the disk: other files may be next',
} as const

/** Unpacks every picture of the library, those in the trash too, and holds its pixels against its id. */
export async function verifyFiles(
  { folder, index, idOf }: LibraryState,
  { signal, onEvent = () => {} }: CheckOptions = {},
): Promise<FilesChecked> {
  const ids = index.use(
    db =>
      db.prepare('SELECT id FROM pictures ORDER BY trashed IS NOT NULL, created DESC').all() as {
        id: string
      }[],
  )
  const result: FilesChecked = { checked: 0, damaged: [], whole: [], missing: 0, cancelled: false }
  // What is no picture in a watched folder is none of ours.
  for (const { file, reason, twin } of index.use(refusedFiles).values())
    if (twin === null && !isExternal(file))
      result.damaged.push({ file: join(folder, file), why: reason, advice: advice.refused })
  const away = new Set(
    index
      .use(sourcesOf)
      .filter(({ problem }) => problem !== null)
      .map(({ key }) => key),
  )
  const begun = performance.now()
  for (const [i, { id }] of ids.entries()) {
    result.cancelled = signal?.aborted === true
    if (result.cancelled) break
    const row = index.use(db => getRow(db, id))
    // Taken away by a person in the meantime.
    if (!row) continue
    const file = pathOf(folder, row.file)
    if (away.has(row.source)) {
      result.missing++
      continue
    }
    try {
      if ((await idOf(file)) === id) result.whole.push(id)
      else
        result.damaged.push({
          file,
          why: `its pixels are not those of its id ${id.slice(0, 8)}…: they were changed`,
          advice: advice.changed,
        })
    } catch (error) {
      const gone = (error as NodeJS.ErrnoException).code === 'ENOENT'
      result.damaged.push({
        file,
        why: gone ? 'it is gone' : toWire(error).message,
        advice: gone ? advice.gone : advice.unreadable,
      })
    }
    result.checked++
    const msLeft = ((performance.now() - begun) / (i + 1)) * (ids.length - i - 1)
    onEvent({ phase: 'files', done: i + 1, of: ids.length, msLeft, file })
  }
  return result
}
