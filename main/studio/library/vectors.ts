import { packed, unpacked } from '../meaning/pack.ts'
import { type Db, inTransaction } from './db.ts'

/** A picture that no scorer has looked at; `file` as the index has it. */
export type Unseen = { key: number; id: string; file: string; prompt: string }
/** What a scorer saw: a vector of unit length, null where it could not read the file. */
export type Seen = { key: number; vector: Float32Array | null; fit: number | null }
export type Coverage = { embedded: number; unreadable: number; of: number }

/** The space that pictures are embedded in; there is none before the first. */
export const currentSpace = (db: Db): string | null =>
  (db.prepare('SELECT id FROM spaces').get() as { id: string } | undefined)?.id ?? null

/** Vectors of another scorer can be compared with nothing any more: they go. */
export function enterSpace(db: Db, id: string): void {
  if (currentSpace(db) === id) return
  inTransaction(db, () => {
    db.exec('DELETE FROM spaces')
    db.prepare('INSERT INTO spaces (id) VALUES (?)').run(id)
  })
}

/** The newest first; what is in the trash has time. Two walks along an index, since one of both would sort every row. */
export function unseen(db: Db, limit: number): Unseen[] {
  const of = (trashed: string, most: number) =>
    db
      .prepare(
        `SELECT p.key, p.id, p.file, p.prompt FROM pictures p
         WHERE p.trashed ${trashed} AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.picture = p.key)
           AND NOT EXISTS (SELECT 1 FROM sources s WHERE s.key = p.source AND s.problem IS NOT NULL)
         ORDER BY p.created DESC, p.key DESC LIMIT ?`,
      )
      .all(most) as Unseen[]
  const shown = of('IS NULL', limit)
  return shown.length < limit ? [...shown, ...of('IS NOT NULL', limit - shown.length)] : shown
}

/** Pictures that have gone in the meantime are left out. */
export const putSeen = (db: Db, space: string, rows: readonly Seen[]): void =>
  inTransaction(db, () => {
    const put = db.prepare(
      `INSERT OR REPLACE INTO vectors (space, picture, vector, fit)
       SELECT s.key, p.key, ?, ? FROM spaces s, pictures p WHERE s.id = ? AND p.key = ?`,
    )
    for (const { key, vector, fit } of rows) {
      const row = vector && packed(vector)
      put.run(row && new Uint8Array(row.buffer), fit, space, key)
    }
  })

/** Every vector is one of a picture that is there. */
export const coverage = (db: Db): Coverage =>
  ({
    ...db
      .prepare(
        `SELECT count(vector) AS embedded, count(*) - count(vector) AS unreadable,
         (SELECT count(*) FROM pictures) AS of FROM vectors`,
      )
      .get(),
  }) as Coverage

/** Of unit length; null for a picture that has none. */
export function vectorOf(db: Db, id: string): Float32Array | null {
  const row = db
    .prepare('SELECT vector FROM vectors WHERE picture = (SELECT key FROM pictures WHERE id = ?)')
    .get(id) as { vector: Uint8Array | null } | undefined
  return row?.vector ? unpacked(signed(row.vector)) : null
}

export const signed = (bytes: Uint8Array): Int8Array =>
  new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Ids that begin so, at most two: more than one is too short a beginning. */
export const idsFrom = (db: Db, prefix: string): string[] =>
  (
    db
      .prepare('SELECT id FROM pictures WHERE id >= ? AND id < ? ORDER BY id LIMIT 2')
      .all(prefix, `${prefix}g`) as { id: string }[]
  ).map(({ id }) => id)
