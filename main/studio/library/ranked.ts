import type { PictureCard, PictureFilter } from '#shared/studio/pictures.ts'
import type { Ranked } from '../meaning/rank.ts'
import type { Db } from './db.ts'
import { whereOf } from './range.ts'
import { cardColumns, cardOf } from './rows.ts'

/** The keys of all pictures that a filter lets through, the newest first. As JSON: rows of their own take ten times as long. */
export function keysOf(db: Db, filter: PictureFilter): number[] {
  const { sql, values } = whereOf(filter)
  const { keys } = db
    .prepare(
      `SELECT json_group_array(key) AS keys FROM (
         SELECT p.key AS key FROM pictures p WHERE ${sql} ORDER BY p.created DESC, p.key DESC)`,
    )
    .get(...values) as { keys: string }
  return JSON.parse(keys)
}

/** A window of what was ranked. */
export function readRanked(
  db: Db,
  { keys, cosines }: Ranked,
  { offset, limit }: { offset: number; limit: number },
): PictureCard[] {
  const chosen = [...keys.subarray(offset, offset + limit)]
  const rows = db
    .prepare(
      `SELECT p.key, ${cardColumns} FROM json_each(?) AS chosen JOIN pictures p ON p.key = chosen.value
       ORDER BY chosen.key`,
    )
    .all(JSON.stringify(chosen)) as { key: number }[]
  const match = new Map(chosen.map((key, i) => [key, cosines[offset + i]!]))
  return rows.map(row => ({ ...cardOf(row), match: match.get(row.key)! }))
}
