import { StudioError } from '#shared/errors.ts'
import type { ColourLabel } from '#shared/library/query-fields.ts'
import { sidecarStamp } from './describe.ts'
import { sidecarFileOf } from './place.ts'
import { getRow, putRows, type Row } from './rows.ts'
import { type Sidecar, sidecarToChange, writeSidecar } from './sidecar.ts'
import type { LibraryState } from './state.ts'

export type Edit = {
  /** 0 to 5. */
  stars?: number | undefined
  /** True gives five stars to what has none; false takes all. */
  starred?: boolean | undefined
  label?: ColourLabel | '' | undefined
  addTags?: string[] | undefined
  removeTags?: string[] | undefined
  addBoards?: string[] | undefined
  removeBoards?: string[] | undefined
  note?: string | undefined
}

const changed = (names: readonly string[], add: readonly string[] = [], remove: readonly string[] = []) =>
  [...new Set([...names, ...add])].filter(name => !remove.includes(name)).sort()

export const edited = (before: Sidecar, edit: Edit): Sidecar => ({
  ...before,
  stars: edit.stars ?? (edit.starred === undefined ? before.stars : edit.starred ? before.stars || 5 : 0),
  label: edit.label ?? before.label,
  tags: changed(before.tags, edit.addTags, edit.removeTags),
  boards: changed(before.boards, edit.addBoards, edit.removeBoards),
  note: edit.note ?? before.note,
})

/** Sidecars written side by side: most of the time goes into waiting for the disk. */
const atOnce = 16

/**
 * Changes what a person says of pictures: the sidecars first, then the index.
 * Errors: `invalid-input` for an id that is not there, `not-writable`, `disk-full`; what was done until then stays.
 */
export async function edit(state: LibraryState, ids: readonly string[], change: Edit): Promise<void> {
  await state.requireWritable()
  for (let i = 0; i < ids.length; i += atOnce)
    await state.serial(async () => {
      const rows = ids.slice(i, i + atOnce).map(id => {
        const row = state.index.use(db => getRow(db, id))
        if (!row) throw new StudioError('invalid-input', `There is no picture ${id.slice(0, 8)}… any more`)
        return row
      })
      const results = await Promise.allSettled(rows.map(row => editOne(state.folder, row, change)))
      const done = results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
      state.index.use(db => putRows(db, done))
      if (done.length) state.changes.tell({ kind: 'changed', ids: done.map(({ id }) => id) })
      const failed = results.find(result => result.status === 'rejected')
      if (failed) throw failed.reason
    })
}

async function editOne(folder: string, row: Row, change: Edit): Promise<Row> {
  const file = sidecarFileOf(folder, row)
  const sidecar = await sidecarToChange(file)
  const after = edited({ ...sidecar, id: row.id, created: row.created }, change)
  await writeSidecar(file, after)
  const { stars, label, tags, boards, note } = after
  return { ...row, stars, label, tags, boards, note, sidecar: await sidecarStamp(file) }
}
