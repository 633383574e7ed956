import { describe, expect, it } from 'vitest'
import { openDb } from '#main/studio/library/db.ts'
import { readRange, whereOf } from '#main/studio/library/range.ts'
import { putRows } from '#main/studio/library/rows.ts'
import { row } from './row.ts'

const planOf = (query: string): string => {
  const db = openDb(':memory:')
  const { sql, values } = whereOf({ query })
  const plan = db
    .prepare(`EXPLAIN QUERY PLAN SELECT p.key FROM pictures p WHERE ${sql} ORDER BY p.prompt`)
    .all(...values)
  db.close()
  return plan.map(step => String(step.detail)).join('\n')
}

describe('which index a search is read from', () => {
  it.each([
    'stars:>=3 steps:20..30',
    'steps:20..30 stars:4',
    'stars:>=1 date:2025..2026',
    'guidance:3..7 stars:>=3',
  ])('the starred ones first: %s', query => {
    expect(planOf(query)).toContain('pictures_stars')
  })

  it.each(['steps:20..30', 'stars:<=3 steps:20..30', '-stars:>=3 steps:20..30'])(
    'not where stars leave most: %s',
    query => {
      expect(planOf(query)).toContain('pictures_by_steps')
    },
  )

  it('finds the same either way', () => {
    const db = openDb(':memory:')
    putRows(
      db,
      Array.from({ length: 300 }, (_, n) => row(n, { stars: n % 6, steps: 1 + (n % 50) })),
    )
    const total = (query: string) => readRange(db, { offset: 0, limit: 1, filter: { query } }).total
    const expected = Array.from({ length: 300 }, (_, n) => n).filter(
      n => n % 6 >= 3 && 1 + (n % 50) >= 20 && 1 + (n % 50) <= 30,
    ).length
    expect(total('stars:>=3 steps:20..30')).toBe(expected)
    expect(total('stars:3..5 steps:20..30')).toBe(expected)
    expect(total('-stars:<=2 steps:20..30')).toBe(expected)
    db.close()
  })
})
