import type { PictureCard, PictureFilter } from '#shared/studio/pictures.ts'
import type { Twin } from '../meaning/twins.ts'
import { type Db, inTransaction } from './db.ts'
import { whereOf } from './range.ts'
import { cardColumns, cardOf } from './rows.ts'

/** What `is:duplicate` looks into; it belongs to this connection and is gone with it. */
export const putTwins = (db: Db, twins: readonly Twin[]): void =>
  inTransaction(db, () => {
    db.exec('DELETE FROM twins')
    const put = db.prepare('INSERT INTO twins (picture, clan) VALUES (?, ?)')
    for (const { picture, group } of twins) put.run(picture, group)
  })

/** Of each group that has several in what the filter lets through the newest, the largest groups first. */
export function readTwins(
  db: Db,
  { offset, limit, filter }: { offset: number; limit: number; filter: PictureFilter },
): { total: number; pictures: PictureCard[] } {
  const { sql, values } = whereOf(filter)
  // SQLite takes the other columns from the row of the max.
  const groups = `SELECT p.key AS key, max(p.created) AS newest, count(*) AS twins
    FROM pictures p JOIN twins t ON t.picture = p.key WHERE ${sql} GROUP BY t.clan HAVING count(*) > 1`
  const { total } = db.prepare(`SELECT count(*) AS total FROM (${groups})`).get(...values) as {
    total: number
  }
  const rows = db
    .prepare(
      `SELECT g.twins, ${cardColumns} FROM (${groups}) AS g JOIN pictures p ON p.key = g.key
       ORDER BY g.twins DESC, g.newest DESC, p.key DESC LIMIT ? OFFSET ?`,
    )
    .all(...values, limit, offset) as { twins: number }[]
  return { total, pictures: rows.map(row => ({ ...cardOf(row), twins: row.twins })) }
}
