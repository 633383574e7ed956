import { parseQuery } from '#shared/library/query.ts'
import type { PictureCard, PictureFilter, PictureSort } from '#shared/studio/pictures.ts'
import type { Db } from './db.ts'
import { labelled, matching, matchOf, type Where, whereOfQuery } from './query-sql.ts'
import { cardColumns, cardOf } from './rows.ts'

/** One row per way to narrow. */
const conditions: {
  [K in Exclude<keyof PictureFilter, 'trashed' | 'query'>]-?: (
    value: NonNullable<PictureFilter[K]>,
  ) => Where | null
} = {
  // A literal, so that SQLite sees that the index of starred ones will do.
  starred: value => ({ sql: value ? 'p.starred = 1' : 'p.starred = 0', values: [] }),
  model: value => ({ sql: 'p.model = ?', values: [value] }),
  prompt: value => ({ sql: 'p.prompt = ?', values: [value] }),
  tag: value => labelled('tag', value),
  board: value => labelled('board', value),
  text: value => {
    const match = matchOf(value)
    return match ? matching('IN', match) : null
  },
}

export function whereOf(filter: PictureFilter): Where {
  const parts: Where[] = [{ sql: filter.trashed ? 'p.trashed IS NOT NULL' : 'p.trashed IS NULL', values: [] }]
  for (const [key, condition] of Object.entries(conditions)) {
    const value = filter[key as keyof typeof conditions]
    const part = value === undefined ? null : (condition as (value: unknown) => Where | null)(value)
    if (part) parts.push(part)
  }
  if (filter.query) parts.push(...whereOfQuery(parseQuery(filter.query, Date.now())))
  return { sql: parts.map(({ sql }) => sql).join(' AND '), values: parts.flatMap(({ values }) => values) }
}

/** Each ends with what tells all pictures apart, so that windows never overlap. */
const orders: Record<PictureSort, string> = {
  newest: 'p.created DESC, p.key DESC',
  oldest: 'p.created, p.key',
  stars: 'p.stars DESC, p.created DESC, p.key DESC',
  prompt: 'p.prompt, p.created DESC, p.key DESC',
  seed: 'p.seed, p.created DESC, p.key DESC',
  largest: 'p.width * p.height DESC, p.created DESC, p.key DESC',
  // What fits its own prompt best; where a likeness is asked for, `ranked.ts` has the order.
  match: '(SELECT fit FROM vectors WHERE picture = p.key) DESC, p.created DESC, p.key DESC',
}

export type Range = { offset: number; limit: number; filter: PictureFilter; sort?: PictureSort }

/** A window of pictures. The keys are walked in an index alone; only the window's rows are read. */
export function readRange(
  db: Db,
  { offset, limit, filter, sort = 'newest' }: Range,
): { total: number; pictures: PictureCard[] } {
  const { sql, values } = whereOf(filter)
  const { total } = db.prepare(`SELECT count(*) AS total FROM pictures p WHERE ${sql}`).get(...values) as {
    total: number
  }
  // Twice the same order: that of a subquery is not kept.
  const rows = db
    .prepare(
      `SELECT ${cardColumns} FROM (
         SELECT p.key FROM pictures p WHERE ${sql} ORDER BY ${orders[sort]} LIMIT ? OFFSET ?
       ) AS chosen JOIN pictures p ON p.key = chosen.key ORDER BY ${orders[sort]}`,
    )
    .all(...values, limit, offset)
  return { total, pictures: rows.map(cardOf) }
}
