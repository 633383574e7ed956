import type { ColourLabel } from '#shared/library/query-fields.ts'
import type { EditResult, NameKind, PictureEdit } from '#shared/studio/bulk.ts'
import type { PictureCard, PictureId } from '#shared/studio/pictures.ts'
import { call } from '../api.ts'
import { boardOf, withBoard } from '../lib/board-query.ts'
import { cardAfter, nameEdit } from '../lib/marks.ts'
import { working } from '../stores/bulk.ts'
import { detailOf } from '../stores/details.ts'
import { cache, changeRows, reloadLibrary, setQuery, useLibrary } from '../stores/library.ts'
import { amendMarks, marksNow } from '../stores/marks.ts'
import { toast } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { type Done, undoably, type Words } from './undoably.ts'

const countOf = ({ undo }: EditResult) => undo.reduce((n, { ids }) => n + ids.length, 0)

async function edit(ids: readonly PictureId[], change: PictureEdit, label: string): Promise<EditResult> {
  const these = new Set(ids)
  changeRows(card => (these.has(card.id) ? cardAfter(card, change) : card))
  amendMarks(ids, change)
  try {
    return await working(label, how => call('pictures.edit', { ids: [...ids], ...change }, how))
  } catch (error) {
    reloadLibrary()
    throw error
  }
}

async function takeBack(undo: EditResult['undo'], label: string): Promise<void> {
  for (const { ids, change } of undo) {
    const { problem } = await edit(ids, change, label)
    if (problem) toast(problem, { tone: 'error' })
  }
}

const doneOf = (result: EditResult, label: string): Done => ({
  ...result,
  count: countOf(result),
  back: () => takeBack(result.undo, t.undoing.undo(label)),
})

const mark = (ids: readonly PictureId[], change: PictureEdit, words: Words): Promise<void> =>
  undoably(words, async () => doneOf(await edit(ids, change, words.deed), words.deed), ids.length === 1)

/** Their tiles, if all are held. */
function held(ids: readonly PictureId[]): PictureCard[] | null {
  if (ids.length > cache.size * cache.most) return null
  const these = new Set(ids)
  const cards = cache.rows().filter(card => these.has(card.id))
  return cards.length === ids.length ? cards : null
}

/** Five stars for what has none; where all have some, none. */
export async function star(ids: PictureId[]): Promise<void> {
  const cards = held(ids)
  const starred = cards ? cards.some(card => !card.starred) : !(await detailOf(ids[0]!))?.starred
  await mark(ids, { starred }, t.marks.starred(starred))
}

/** Zero to five stars for all of them. */
export const rate = (ids: PictureId[], stars: number): Promise<void> =>
  mark(ids, { stars }, t.marks.stars(stars))

/** A colour for all of them; where all have it already, none. */
export function label(ids: PictureId[], colour: ColourLabel | ''): Promise<void> {
  const marks = marksNow(ids)
  const had =
    colour !== '' &&
    (held(ids)?.every(card => card.label === colour) ?? (marks !== null && marks.label[colour] === marks.of))
  const next = had ? '' : colour
  return mark(ids, { label: next }, t.marks.label(next && t.rating.labels[next]))
}

/** A tag or board for all of them, or taken away from all. */
export const putName = (ids: PictureId[], kind: NameKind, name: string, on: boolean): Promise<void> =>
  mark(ids, nameEdit(kind, name, on), t.marks[kind][on ? 'put' : 'taken'](name))

/** A board or tag gets another name, or with null none, on every picture; the search follows. */
export function rename(kind: NameKind, name: string, to: string | null): Promise<void> {
  const words = to === null ? t.marks[kind].deleted(name) : t.marks[kind].renamed(name, to)
  const run = async () => {
    const result = await working(words.deed, how => call('pictures.rename', { kind, name, to }, how))
    const query = useLibrary.getState().filter.query ?? ''
    if (kind === 'board' && boardOf(query) === name && !result.cancelled) setQuery(withBoard(query, to))
    return doneOf(result, words.deed)
  }
  return undoably(words, run)
}
