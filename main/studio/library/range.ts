import { parseQuery } from '#shared/library/query.ts'
import { colourLabels } from '#shared/library/query-fields.ts'
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

const newestFirst = ['p.created DESC', 'p.key DESC']

/** Each ends with what tells all pictures apart, so that windows never overlap. */
const orders: Record<PictureSort, string[]> = {
  newest: newestFirst,
  oldest: ['p.created', 'p.key'],
  stars: ['p.stars DESC', ...newestFirst],
  prompt: ['p.prompt', ...newestFirst],
  seed: ['p.seed', ...newestFirst],
  largest: ['p.width * p.height DESC', ...newestFirst],
  // What fits its own prompt best; where a likeness is asked for, `ranked.ts` has the order.
  match: ['(SELECT fit FROM vectors WHERE picture = p.key) DESC', ...newestFirst],
  model: ['p.model', ...newestFirst],
  sampler: ['p.sampler', ...newestFirst],
  steps: ['p.steps DESC', ...newestFirst],
  guidance: ['p.guidance DESC', ...newestFirst],
  // A colour before none, in the colours' own order.
  label: [
    `CASE p.label ${colourLabels.map((label, at) => `WHEN '${label}' THEN ${at}`).join(' ')} ELSE 9 END`,
    ...newestFirst,
  ],
}

/** Turned round as a whole, so that an index serves both ways. */
export const orderOf = (sort: PictureSort, reversed: boolean): string =>
  orders[sort]
    .map(part => (reversed ? (part.endsWith(' DESC') ? part.slice(0, -5) : `${part} DESC`) : part))
    .join(', ')

export type Range = {
  offset: number
  limit: number
  filter: PictureFilter
  sort?: PictureSort
  reversed?: boolean
}

/** A window of pictures. The keys are walked in an index alone; only the window's rows are read. */
export function readRange(
  db: Db,
  { offset, limit, filter, sort = 'newest', reversed = false }: Range,
): { total: number; pictures: PictureCard[] } {
  const { sql, values } = whereOf(filter)
  const { total } = db.prepare(`SELECT count(*) AS total FROM pictures p WHERE ${sql}`).get(...values) as {
    total: number
  }
  const order = orderOf(sort, reversed)
  // Twice the same order: that of a subquery is not kept.
  const rows = db
    .prepare(
      `SELECT ${cardColumns} FROM (
         SELECT p.key FROM pictures p WHERE ${sql} ORDER BY ${order} LIMIT ? OFFSET ?
       ) AS chosen JOIN pictures p ON p.key = chosen.key ORDER BY ${order}`,
    )
    .all(...values, limit, offset)
  return { total, pictures: rows.map(cardOf) }
}

/** The ids of a window alone. As JSON: rows of their own take ten times as long. */
export function readIds(
  db: Db,
  { offset, limit, filter, sort = 'newest', reversed = false }: Range,
): string[] {
  const { sql, values } = whereOf(filter)
  const { ids } = db
    .prepare(
      `SELECT json_group_array(id) AS ids FROM (
         SELECT p.id FROM pictures p WHERE ${sql} ORDER BY ${orderOf(sort, reversed)} LIMIT ? OFFSET ?)`,
    )
    .get(...values, limit, offset) as { ids: string }
  return JSON.parse(ids)
}
