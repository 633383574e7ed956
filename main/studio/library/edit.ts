import type { EditResult, PictureEdit } from '#shared/studio/bulk.ts'
import { sidecarStamp } from './describe.ts'
import { type BulkOptions, inBatches } from './in-batches.ts'
import { sidecarFileOf } from './place.ts'
import { putRows, type Row } from './rows.ts'
import { type Sidecar, sidecarToChange, writeSidecar } from './sidecar.ts'
import type { LibraryState } from './state.ts'

export type Edit = PictureEdit

const changed = (names: readonly string[], add: readonly string[] = [], remove: readonly string[] = []) =>
  [...new Set([...names, ...add])].filter(name => !remove.includes(name)).sort()

/** What is both added and removed is removed. */
const edited = (before: Sidecar, edit: Edit): Sidecar => ({
  ...before,
  stars: edit.stars ?? (edit.starred === undefined ? before.stars : edit.starred ? before.stars || 5 : 0),
  label: edit.label ?? before.label,
  tags: changed(before.tags, edit.addTags, edit.removeTags),
  boards: changed(before.boards, edit.addBoards, edit.removeBoards),
  note: edit.note ?? before.note,
})

const without = (names: readonly string[], others: readonly string[]) =>
  names.filter(name => !others.includes(name))

/** The edit that makes `before` of `after`; null where they are the same. */
export function takingBack(before: Sidecar, after: Sidecar): Edit | null {
  const edit: Edit = {}
  for (const field of ['stars', 'label', 'note'] as const)
    if (before[field] !== after[field]) Object.assign(edit, { [field]: before[field] })
  for (const [field, add, remove] of [
    ['tags', 'addTags', 'removeTags'],
    ['boards', 'addBoards', 'removeBoards'],
  ] as const) {
    const [lost, won] = [without(before[field], after[field]), without(after[field], before[field])]
    if (lost.length) edit[add] = lost
    if (won.length) edit[remove] = won
  }
  return Object.keys(edit).length ? edit : null
}

/** Changes what a person says of pictures: the sidecars first, then the index. See `inBatches` for its errors. */
export async function edit(
  state: LibraryState,
  ids: readonly string[],
  change: Edit,
  options?: BulkOptions,
): Promise<EditResult> {
  const undo = new Map<string, EditResult['undo'][number]>()
  const ended = await inBatches(
    state,
    ids,
    {
      kind: 'changed',
      change: row => editOne(state.folder, row, change),
      commit: (db, done) => {
        putRows(
          db,
          done.map(({ row }) => row),
        )
        for (const { id, back } of done) {
          const key = JSON.stringify(back)
          const group = undo.get(key) ?? { ids: [], change: back }
          undo.set(key, group)
          group.ids.push(id)
        }
      },
    },
    options,
  )
  return { ...ended, undo: [...undo.values()] }
}

async function editOne(
  folder: string,
  row: Row,
  change: Edit,
): Promise<{ id: string; row: Row; back: Edit } | null> {
  const path = sidecarFileOf(folder, row)
  const before = await sidecarToChange(path)
  const after = edited({ ...before, id: row.id, created: row.created }, change)
  const back = takingBack(before, after)
  if (!back) return null
  await writeSidecar(path, after)
  const { stars, label, tags, boards, note } = after
  const sidecar = await sidecarStamp(path)
  return { id: row.id, row: { ...row, stars, label, tags, boards, note, sidecar }, back }
}
