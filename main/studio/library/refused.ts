import { type Db, inTransaction } from './db.ts'

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

/** Forgets files that are gone, and second copies of pictures that are: they may take their place. `only` limits which can be gone. */
export function forgetRefused(
  db: Db,
  here: ReadonlySet<string>,
  goneIds: ReadonlySet<string>,
  only?: ReadonlySet<string>,
): void {
  const isGone = (file: string) => !here.has(file) && (!only || only.has(file))
  const stale = [...refusedFiles(db).values()].filter(
    ({ file, twin }) => isGone(file) || (twin !== null && goneIds.has(twin)),
  )
  const remove = db.prepare('DELETE FROM refused WHERE file = ?')
  inTransaction(db, () => {
    for (const { file } of stale) remove.run(file)
  })
}
