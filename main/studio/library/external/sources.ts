import { sep } from 'node:path'
import { type Db, inTransaction } from '../db.ts'
import { getRow, putRow, type Row } from '../rows.ts'
import type { Watched } from './folders-file.ts'

/** A watched folder as the index knows it; see `migrations/0006-sources.ts`. */
export type Source = Watched & { key: number; problem: string | null; device: string | null }

export const sourcesOf = (db: Db): Source[] =>
  db
    .prepare('SELECT key, folder, name, problem, device FROM sources WHERE key > 0 ORDER BY key')
    .all() as Source[]

/** How many pictures each shows, by key. */
export const countsOf = (db: Db): Map<number, number> =>
  new Map(
    (
      db.prepare('SELECT source, count(*) AS n FROM pictures WHERE source > 0 GROUP BY source').all() as {
        source: number
        n: number
      }[]
    ).map(({ source, n }) => [source, n]),
  )

/** Where a file lies of which the whole path is known; undefined for one in no watched folder. */
export const sourceOfPath = (sources: readonly Source[], path: string): Source | undefined =>
  sources.find(({ folder }) => path.startsWith(`${folder}/`) || path.startsWith(`${folder}${sep}`))

/** Makes the index know these folders and no others. Gives the ids of pictures that are shown no more. */
export const putSources = (db: Db, folders: readonly Watched[]): string[] =>
  inTransaction(db, () => {
    const wanted = new Set(folders.map(({ folder }) => folder))
    const gone: string[] = []
    for (const { key, folder } of sourcesOf(db)) {
      if (wanted.has(folder)) continue
      const ids = db.prepare('SELECT id FROM pictures WHERE source = ?').all(key) as { id: string }[]
      gone.push(...ids.map(({ id }) => id))
      db.prepare('DELETE FROM pictures WHERE source = ?').run(key)
      db.prepare('DELETE FROM sources WHERE key = ?').run(key)
    }
    const put = db.prepare(
      'INSERT INTO sources (folder, name) VALUES (?, ?) ON CONFLICT (folder) DO UPDATE SET name = excluded.name',
    )
    for (const { folder, name } of folders) put.run(folder, name)
    return gone
  })

/** Whether that is news. */
export function putProblem(db: Db, { key, problem }: Source, now: string | null): boolean {
  if (problem === now) return false
  db.prepare('UPDATE sources SET problem = ? WHERE key = ?').run(now, key)
  return true
}

export const putDevice = (db: Db, key: number, device: string): void =>
  void db.prepare('UPDATE sources SET device = ? WHERE key = ?').run(device, key)

/** Pictures of folders that are not there now: no file can tell them again. */
export const missingRows = (db: Db): { source: Source; rows: Row[] }[] =>
  sourcesOf(db)
    .filter(({ problem }) => problem !== null)
    .map(source => ({
      source,
      rows: (db.prepare('SELECT id FROM pictures WHERE source = ?').all(source.key) as { id: string }[]).map(
        ({ id }) => getRow(db, id)!,
      ),
    }))

/** Puts them into an index that was emptied. */
export const putMissing = (db: Db, missing: readonly { source: Source; rows: Row[] }[]): void =>
  inTransaction(db, () => {
    for (const { source, rows } of missing) {
      const { key } = db
        .prepare('INSERT INTO sources (folder, name, problem, device) VALUES (?, ?, ?, ?) RETURNING key')
        .get(source.folder, source.name, source.problem, source.device) as { key: number }
      for (const row of rows) putRow(db, { ...row, source: key })
    }
  })
