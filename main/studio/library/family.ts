import type { PictureCard } from '#shared/studio/pictures.ts'
import type { Db } from './db.ts'
import { cardColumns, cardOf } from './rows.ts'

/** A picture of a family; `file` as the index has it. */
export type Member = PictureCard & { parent: string | null; file: string }

/**
 * Ancestors and descendants of a picture, itself among them, the nearest first: at most `most`, and whether there are
 * more. A family whose parents go round in a circle (only a forged file can) is walked once. Empty for an unknown id.
 */
export function familyOf(db: Db, id: string, most: number): { members: Member[]; more: boolean } {
  const columns = `${cardColumns}, p.parent, p.file`
  const one = db.prepare(`SELECT ${columns} FROM pictures p WHERE p.id = ?`)
  const children = db.prepare(
    `SELECT ${columns} FROM pictures p WHERE p.parent = ? ORDER BY p.created, p.key LIMIT ?`,
  )
  const found = new Map<string, Member>()
  /** Null for one that is not there, or was met before. */
  const take = (row: unknown): Member | null => {
    if (!row) return null
    const { parent, file } = row as Member
    const member = { ...cardOf(row), parent, file }
    if (found.has(member.id)) return null
    found.set(member.id, member)
    return member
  }
  const begun = take(one.get(id))
  let elder = begun
  while (elder?.parent && found.size <= most) elder = take(one.get(elder.parent))
  const waiting = begun ? [begun] : []
  for (const member of waiting) {
    if (found.size > most) break
    for (const row of children.all(member.id, most + 1)) {
      const child = take(row)
      if (child) waiting.push(child)
    }
  }
  return { members: [...found.values()].slice(0, most), more: found.size > most }
}
