import { same } from '../same.ts'
import type { CanvasRecord, Diff, Drawing, RecordId } from './records.ts'

/** The drawing after a change. */
export function apply(drawing: Drawing, diff: Diff): Drawing {
  const next = new Map(drawing)
  for (const [id, [, after]] of diff) {
    if (after) next.set(id, after)
    else next.delete(id)
  }
  return next
}

/** What takes a change back. */
export const reversed = (diff: Diff): Diff =>
  new Map([...diff].map(([id, [before, after]]) => [id, [after, before]]))

/** Two changes, one after the other, as one; what comes back to where it was falls out. */
export function squashed(first: Diff, second: Diff): Diff {
  const out = new Map(first)
  for (const [id, [before, after]] of second) {
    const origin = first.has(id) ? first.get(id)![0] : before
    if (same(origin, after)) out.delete(id)
    else out.set(id, [origin, after])
  }
  return out
}

/** The change that puts these records there, or takes those away. */
export const diffTo = (drawing: Drawing, changes: ReadonlyMap<RecordId, CanvasRecord | null>): Diff =>
  new Map(
    [...changes]
      .map(([id, after]) => [id, [drawing.get(id) ?? null, after]] as const)
      .filter(([, [before, after]]) => !same(before, after)),
  )
