import { StudioError } from '#shared/errors.ts'
import type { PictureDetail } from '#shared/studio/pictures.ts'
import type { Db } from './db.ts'
import type { Index } from './index-file.ts'
import { pathOf, sidecarFileOf } from './place.ts'
import { readPicture } from './read-picture.ts'
import { cardColumns, cardOf, getRow, type Row } from './rows.ts'
import { sidecarThere } from './sidecar.ts'

export type Totals = { pictures: number; trashed: number; bytes: number; external: number }

export const totals = (db: Db): Totals =>
  ({
    ...db
      .prepare(
        `SELECT count(*) FILTER (WHERE trashed IS NULL AND source = 0) AS pictures, count(trashed) AS trashed,
         coalesce(sum(bytes) FILTER (WHERE source = 0), 0) AS bytes,
         count(*) FILTER (WHERE source > 0) AS external FROM pictures`,
      )
      .get(),
  }) as Totals

/** Errors: `invalid-input` when there is no picture of that id. */
export function rowOfId(index: Index, id: string): Row {
  const row = index.use(db => getRow(db, id))
  if (!row) throw new StudioError('invalid-input', `There is no picture ${id.slice(0, 8)}… in the library`)
  return row
}

export const trashedBefore = (db: Db, time: number): string[] =>
  (db.prepare('SELECT id FROM pictures WHERE trashed < ?').all(time) as { id: string }[]).map(({ id }) => id)

/** Pictures with a star, those in the trash among them. */
export const starredIds = (db: Db): Set<string> =>
  new Set(
    (db.prepare('SELECT id FROM pictures WHERE starred = 1').all() as { id: string }[]).map(({ id }) => id),
  )

type Of = { folder: string; index: Index }

/** The record is read from the file each time: it is the truth, and the index stays small without it. */
export async function detailOf({ folder, index }: Of, id: string): Promise<PictureDetail> {
  const row = rowOfId(index, id)
  const card = index.use(db => db.prepare(`SELECT ${cardColumns} FROM pictures p WHERE p.id = ?`).get(id))
  const file = pathOf(folder, row.file)
  const record = await readPicture(file).then(
    facts => facts.record,
    () => null,
  )
  const { tags, boards, note, bytes } = row
  const said = record?.upscaled ? null : await sidecarThere(sidecarFileOf(folder, row))
  const upscaled = record?.upscaled ?? said?.upscaled ?? null
  return { ...cardOf(card), file, bytes, tags, boards, note, record, upscaled }
}
