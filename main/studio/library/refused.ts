import { type Db, inTransaction } from './db.ts'
import type { Row } from './rows.ts'

/** A file that is no picture of its own, and why: not to be read again until it changes. */
export type Refused = {
  file: string
  /** -1 where reading it failed for a reason that may pass. */
  bytes: number
  mtime: number
  reason: string
  /** Whose pixels it shows a second time. */
  twin: string | null
}

export const refuse = (db: Db, { file, bytes, mtime, reason, twin }: Refused): void =>
  void db
    .prepare('INSERT OR REPLACE INTO refused (file, bytes, mtime, reason, twin) VALUES (?, ?, ?, ?, ?)')
    .run(file, bytes, mtime, reason, twin)

export const refusedFiles = (db: Db): Map<string, Refused> =>
  new Map((db.prepare('SELECT * FROM refused').all() as Refused[]).map(row => [row.file, row]))

/** A second file with the pixels of a picture, whose place another has taken. */
export const refuseTwin = (
  db: Db,
  { id, file, bytes, mtime }: Pick<Row, 'id' | 'file' | 'bytes' | 'mtime'>,
  of: string,
): void => refuse(db, { file, bytes, mtime, reason: `${file} shows the same as ${of}`, twin: id })

/** Second copies of pictures that are gone are to be looked at again: they may take their place. Gives their files. */
export const freeTwins = (db: Db): string[] =>
  (
    db
      .prepare(
        `DELETE FROM refused WHERE twin IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pictures p WHERE p.id = refused.twin)
         RETURNING file`,
      )
      .all() as { file: string }[]
  ).map(({ file }) => file)

/** Forgets files that `isGone`. */
export function forgetRefused(db: Db, isGone: (file: string) => boolean): void {
  const stale = [...refusedFiles(db).keys()].filter(isGone)
  const remove = db.prepare('DELETE FROM refused WHERE file = ?')
  inTransaction(db, () => {
    for (const file of stale) remove.run(file)
  })
}
