import { same } from '#shared/same.ts'

/** What a hand was at when something changed: the press of a pointer, 0 for keys, and whether it was still down. */
export type Moment = { press: number; held: boolean; at: number }

/** Parts of a document, before and after. Changes of one `key` in one gesture are one entry. */
export type Change<D> = {
  kind: 'change'
  label: string
  key: string
  from: Partial<D>
  to: Partial<D>
} & Moment
/** Something done elsewhere, that knows how it is taken back and, perhaps, done again. */
export type Deed = {
  kind: 'deed'
  id: number
  label: string
  undo: () => void
  redo?: (() => void) | undefined
}
export type Entry<D> = Change<D> | Deed

/** `sealed`: what comes next is an entry of its own, whatever it is. */
export type UndoLog<D> = { done: readonly Entry<D>[]; undone: readonly Entry<D>[]; sealed: boolean }

/** Entries that are kept; the oldest go first. */
export const mostEntries = 500
/** Without a pointer held down, changes that follow each other within so many ms are one burst. */
export const burstMs = 1000

export const emptyLog: UndoLog<never> = { done: [], undone: [], sealed: true }

/** A drag is one entry however long it rests; typing, nudging and repeated clicks are one until they pause. */
const isSameGesture = <D>(last: Entry<D>, next: Entry<D>): last is Change<D> =>
  last.kind === 'change' &&
  next.kind === 'change' &&
  last.key === next.key &&
  last.press === next.press &&
  ((next.press > 0 && next.held) || next.at - last.at <= burstMs)

/** What has just happened goes to the end; what was undone can no longer be redone. */
export function record<D>({ done, sealed }: UndoLog<D>, next: Entry<D>): UndoLog<D> {
  const last = done.at(-1)
  if (!sealed && last && next.kind === 'change' && isSameGesture(last, next)) {
    const merged = { ...next, from: { ...next.from, ...last.from }, to: { ...last.to, ...next.to } }
    const rest = done.slice(0, -1)
    // A gesture that ends where it began was none.
    return same(merged.from, merged.to)
      ? { done: rest, undone: [], sealed: true }
      : { done: [...rest, merged], undone: [], sealed: false }
  }
  return { done: [...done, next].slice(-mostEntries), undone: [], sealed: next.kind === 'deed' }
}

/** The log after its last entry was taken back; a deed that cannot be done again is forgotten. */
export function undone<D>({ done, undone }: UndoLog<D>): UndoLog<D> {
  const last = done.at(-1)
  const again = last && (last.kind === 'change' || last.redo) ? [last] : []
  return { done: done.slice(0, -1), undone: [...undone, ...again], sealed: true }
}

/** The log after what was undone last was done again. */
export const redone = <D>({ done, undone }: UndoLog<D>): UndoLog<D> => ({
  done: [...done, ...undone.slice(-1)],
  undone: undone.slice(0, -1),
  sealed: true,
})

/** The log without a deed that was taken back out of its turn. */
export const without = <D>({ done, undone }: UndoLog<D>, id: number): UndoLog<D> => ({
  done: done.filter(one => one.kind !== 'deed' || one.id !== id),
  undone,
  sealed: true,
})
