import type { ColourLabel } from '#shared/library/query-fields.ts'
import type { EditResult, NameKind, PictureEdit } from '#shared/studio/bulk.ts'
import type { PictureCard, PictureId } from '#shared/studio/pictures.ts'
import { call } from '../api.ts'
import { boardOf, withBoard } from '../lib/board-query.ts'
import { cardAfter, nameEdit } from '../lib/marks.ts'
import { working } from '../stores/bulk.ts'
import { did } from '../stores/desk-history.ts'
import { detailOf } from '../stores/details.ts'
import { cache, changeRows, reloadLibrary, setQuery, useLibrary } from '../stores/library.ts'
import { amendMarks, marksNow } from '../stores/marks.ts'
import { explain, toast } from '../stores/toasts.ts'
import { t } from '../strings.ts'

/** What was done, as it stands behind "Undo:", and as a notice says it of so many pictures. */
type Words = { deed: string; done: (n: number) => string }

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

/** Makes it an entry in the order of what can be undone; of many pictures a notice tells, too. */
async function undoably(words: Words, run: () => Promise<EditResult>, quiet: boolean): Promise<void> {
  const result = await run()
  const { problem, cancelled } = result
  if (problem) toast(problem, { tone: 'error' })
  // What was changed on the screen before the host said how far it came.
  if (problem || cancelled) reloadLibrary()
  const count = countOf(result)
  if (!count) return
  let back = result.undo
  let turn = Promise.resolve()
  const inTurn = (work: () => Promise<void>) => () => {
    turn = turn.then(work).catch(explain)
  }
  const undo = inTurn(() => takeBack(back, t.undoing.undo(words.deed)))
  const redo = inTurn(async () => {
    back = (await run()).undo
  })
  if (quiet) did({ label: words.deed, undo, redo })
  else
    toast(cancelled ? t.marks.stopped(words.done(count)) : words.done(count), {
      kind: 'marks',
      undo: true,
      action: { label: t.undo, run: undo },
      deed: { label: words.deed, redo },
    })
}

const mark = (ids: readonly PictureId[], change: PictureEdit, words: Words): Promise<void> =>
  undoably(words, () => edit(ids, change, words.deed), ids.length === 1)

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
    return result
  }
  return undoably(words, run, false)
}
