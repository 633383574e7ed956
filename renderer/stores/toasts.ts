import { create } from 'zustand'
import { isCancelled, toWire } from '#shared/errors.ts'
import { sentenceOf } from '../errors.ts'
import { t } from '../strings.ts'
import { did } from './desk-history.ts'

export type Toast = {
  id: number
  text: string
  tone: 'plain' | 'error'
  action?: { label: string; run: () => void } | undefined
  /** Its action takes back what it tells of, and so does the key for undo when that came last. */
  undo?: boolean | undefined
  /** What that was, as it stands behind "Undo:", and how it is done again. */
  deed?: { label: string; redo?: () => void } | undefined
  /** Takes the place of the one before it of the same kind. */
  kind?: string | undefined
}

export const useToasts = create<{ toasts: Toast[] }>(() => ({ toasts: [] }))

let last = 0
export const dismiss = (id: number): void =>
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter(toast => toast.id !== id) }))

/** At most four at a time; the same words are not said twice at once. */
export function toast(text: string, options: Partial<Omit<Toast, 'id' | 'text'>> = {}): number {
  const id = ++last
  const action = options.undo && options.action ? undoing(id, options.action, options.deed) : options.action
  useToasts.setState(({ toasts }) => ({
    toasts: [
      ...toasts.filter(one => one.text !== text && (!options.kind || one.kind !== options.kind)),
      { tone: 'plain' as const, ...options, action, id, text },
    ].slice(-4),
  }))
  return id
}

/** A failure as one sentence; what was cancelled needs none. */
export function explain(error: unknown): void {
  if (!isCancelled(error)) toast(sentenceOf(toWire(error)), { tone: 'error' })
}

/** The action of a toast as an entry in the one order of what can be undone. */
function undoing(
  id: number,
  { label, run }: NonNullable<Toast['action']>,
  deed: Toast['deed'] = { label: t.undoing.other },
): NonNullable<Toast['action']> {
  const undo = () => {
    run()
    dismiss(id)
  }
  return { label, run: did({ ...deed, undo }) }
}
