import type { PictureFilter } from '#shared/studio/pictures.ts'
import type { Db } from './db.ts'
import { whereOf } from './range.ts'

/** Keys of pictures with the hex of their ids, 64 digits each, one after another. */
export type Named = { keys: number[]; ids: string }

/** Every picture that a filter lets through, else all. Two texts, since rows of their own take ten times as long. */
export function namesOf(db: Db, filter?: PictureFilter): Named {
  const { sql, values } = filter ? whereOf(filter) : { sql: '1', values: [] }
  const row = db
    .prepare(
      `SELECT json_group_array(key) AS keys, coalesce(group_concat(id, ''), '') AS ids FROM (
         SELECT p.key AS key, p.id AS id FROM pictures p WHERE ${sql} ORDER BY p.key)`,
    )
    .get(...values) as { keys: string; ids: string }
  return { keys: JSON.parse(row.keys), ids: row.ids }
}

/** Prompts of pictures with keys above `after`, at most `limit`; those in the trash too. */
export function promptsAfter(db: Db, after: number, limit: number): { key: number; prompt: string }[] {
  const row = db
    .prepare(
      `SELECT json_group_array(json_array(key, prompt)) AS rows FROM (
         SELECT key, prompt FROM pictures WHERE key > ? ORDER BY key LIMIT ?)`,
    )
    .get(after, limit) as { rows: string }
  return (JSON.parse(row.rows) as [number, string][]).map(([key, prompt]) => ({ key, prompt }))
}
