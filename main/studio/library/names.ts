import type { Marks, NameKind, Names } from '#shared/studio/bulk.ts'
import type { Db } from './db.ts'

/** All tags and boards of pictures that are not in the trash, by name, and how many bear each. */
export function namesOf(db: Db): Names {
  const rows = db
    .prepare(
      `SELECT l.kind, l.name, count(*) AS count FROM labels l JOIN pictures p ON p.key = l.picture
       WHERE p.trashed IS NULL GROUP BY l.kind, l.name ORDER BY l.name COLLATE NOCASE, l.name`,
    )
    .all() as { kind: NameKind; name: string; count: number }[]
  const of = (kind: NameKind) =>
    rows.filter(row => row.kind === kind).map(({ name, count }) => ({ name, count }))
  return { tag: of('tag'), board: of('board') }
}

/** The ids of all pictures that bear a name, those in the trash too. */
export const idsNamed = (db: Db, kind: NameKind, name: string): string[] =>
  (
    db
      .prepare(
        'SELECT p.id FROM labels l JOIN pictures p ON p.key = l.picture WHERE l.kind = ? AND l.name = ?',
      )
      .all(kind, name) as { id: string }[]
  ).map(({ id }) => id)

/** What some pictures bear, and how many of them. Of 100,000 it takes a quarter of a second. */
export function marksOf(db: Db, ids: readonly string[]): Marks {
  const marks: Marks = { of: 0, stars: [0, 0, 0, 0, 0, 0], label: {}, tag: {}, board: {} }
  const rows = db
    .prepare(
      `WITH asked AS MATERIALIZED (
         SELECT p.key, p.stars, p.label FROM json_each(?) AS id JOIN pictures p ON p.id = id.value
       )
       SELECT 'label' AS kind, label AS name, stars, count(*) AS count FROM asked GROUP BY stars, label
       UNION ALL
       SELECT l.kind, l.name, 0, count(*) FROM asked JOIN labels l ON l.picture = asked.key
       GROUP BY l.kind, l.name`,
    )
    .all(JSON.stringify(ids)) as { kind: 'label' | NameKind; name: string; stars: number; count: number }[]
  for (const { kind, name, stars, count } of rows) {
    marks[kind][name] = (marks[kind][name] ?? 0) + count
    if (kind !== 'label') continue
    marks.of += count
    marks.stars[stars]! += count
  }
  return marks
}
