import type { PictureCard, PictureFilter } from '#shared/studio/pictures.ts'
import type { Db } from './db.ts'
import { cardColumns, cardOf } from './rows.ts'

type Value = string | number
type Where = { sql: string; values: Value[] }

/** One row per way to narrow. */
const conditions: {
  [K in Exclude<keyof PictureFilter, 'trashed'>]-?: (value: NonNullable<PictureFilter[K]>) => Where | null
} = {
  // A literal, so that SQLite sees that the index of starred ones will do.
  starred: value => ({ sql: value ? 'p.starred = 1' : 'p.starred = 0', values: [] }),
  model: value => ({ sql: 'p.model = ?', values: [value] }),
  prompt: value => ({ sql: 'p.prompt = ?', values: [value] }),
  tag: value => labelled('tag', value),
  board: value => labelled('board', value),
  text: value => {
    const match = matchOf(value)
    return match ? { sql: 'p.key IN (SELECT rowid FROM words WHERE words MATCH ?)', values: [match] } : null
  },
}

const labelled = (kind: string, name: string): Where => ({
  sql: 'p.key IN (SELECT picture FROM labels WHERE kind = ? AND name = ?)',
  values: [kind, name],
})

/** Every word as the start of one; what FTS5 would take for its own syntax is no part of a word. */
export const matchOf = (text: string): string =>
  (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map(word => `"${word}"*`).join(' ')

function whereOf(filter: PictureFilter): Where {
  const parts: Where[] = [{ sql: filter.trashed ? 'p.trashed IS NOT NULL' : 'p.trashed IS NULL', values: [] }]
  for (const [key, condition] of Object.entries(conditions)) {
    const value = filter[key as keyof typeof conditions]
    const part = value === undefined ? null : (condition as (value: unknown) => Where | null)(value)
    if (part) parts.push(part)
  }
  return { sql: parts.map(({ sql }) => sql).join(' AND '), values: parts.flatMap(({ values }) => values) }
}

export type Range = { offset: number; limit: number; filter: PictureFilter }

/** A window of pictures, newest first. The keys are walked in an index alone; only the window's rows are read. */
export function readRange(
  db: Db,
  { offset, limit, filter }: Range,
): { total: number; pictures: PictureCard[] } {
  const { sql, values } = whereOf(filter)
  const { total } = db.prepare(`SELECT count(*) AS total FROM pictures p WHERE ${sql}`).get(...values) as {
    total: number
  }
  // Twice the same order: that of a subquery is not kept.
  const rows = db
    .prepare(
      `SELECT ${cardColumns} FROM (
         SELECT p.key FROM pictures p WHERE ${sql} ORDER BY p.created DESC, p.key DESC LIMIT ? OFFSET ?
       ) AS chosen JOIN pictures p ON p.key = chosen.key ORDER BY p.created DESC, p.key DESC`,
    )
    .all(...values, limit, offset)
  return { total, pictures: rows.map(cardOf) }
}
