import { reversed, squashed } from './diff.ts'
import type { Diff } from './records.ts'

/** One gesture: what it changed and what it is called. */
export type Gesture = { label: string; diff: Diff }
export type History = { done: readonly Gesture[]; undone: readonly Gesture[] }

/** Gestures that can be taken back; the oldest go first. */
const mostGestures = 1000

export const emptyHistory: History = { done: [], undone: [] }

/** What was just done goes to the end; what was taken back can no longer be done again. */
export const recorded = ({ done }: History, gesture: Gesture): History =>
  gesture.diff.size ? { done: [...done, gesture].slice(-mostGestures), undone: [] } : { done, undone: [] }

/** What was just done belongs to the last gesture. */
export function extended({ done, undone }: History, diff: Diff): History {
  const last = done.at(-1)
  if (!last) return { done, undone }
  const whole = squashed(last.diff, diff)
  return {
    done: whole.size ? [...done.slice(0, -1), { ...last, diff: whole }] : done.slice(0, -1),
    undone: [],
  }
}

/** The history after its last gesture is taken back, and the change that does so; null when there is none. */
export function undo({ done, undone }: History): { history: History; gesture: Gesture } | null {
  const last = done.at(-1)
  return (
    (last && {
      history: { done: done.slice(0, -1), undone: [...undone, last] },
      gesture: { label: last.label, diff: reversed(last.diff) },
    }) ??
    null
  )
}

/** The same forwards. */
export function redo({ done, undone }: History): { history: History; gesture: Gesture } | null {
  const last = undone.at(-1)
  return last ? { history: { done: [...done, last], undone: undone.slice(0, -1) }, gesture: last } : null
}
