import { join } from 'node:path'
import { toWire } from '#shared/errors.ts'
import { isExternal, pathOf } from './place.ts'
import { refusedFiles } from './refused.ts'
import { getRow } from './rows.ts'
import type { LibraryState } from './state.ts'

export type Damage = { file: string; why: string }
export type FilesChecked = {
  checked: number
  damaged: Damage[]
  /** Ids whose pixels are what they should be. */
  whole: string[]
  cancelled: boolean
}
export type CheckOptions = {
  signal?: AbortSignal | undefined
  onEvent?: (event: { done: number; of: number; msLeft: number }) => void
}

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
  const result: FilesChecked = { checked: 0, damaged: [], whole: [], cancelled: false }
  for (const { file, reason, twin } of index.use(refusedFiles).values())
    if (twin === null) result.damaged.push({ file: join(folder, file), why: reason })
  const begun = performance.now()
  for (const [i, { id }] of ids.entries()) {
    result.cancelled = signal?.aborted === true
    if (result.cancelled) break
    const row = index.use(db => getRow(db, id))
    // Taken away by a person in the meantime.
    if (!row) continue
    const file = pathOf(folder, row.file)
    try {
      if ((await idOf(file)) === id) result.whole.push(id)
      else
        result.damaged.push({
          file,
          why: `its pixels are not those of its id ${id.slice(0, 8)}…: they were changed`,
        })
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      const why = code === 'ENOENT' ? 'it is gone' : toWire(error).message
      result.damaged.push({ file, why })
    }
    result.checked++
    const msLeft = ((performance.now() - begun) / (i + 1)) * (ids.length - i - 1)
    onEvent({ done: i + 1, of: ids.length, msLeft })
  }
  return result
}
