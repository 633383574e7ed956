import { create } from 'zustand'
import { isCancelled, toWire } from '#shared/errors.ts'
import { sentenceOf } from '../errors.ts'

export type Toast = {
  id: number
  text: string
  tone: 'plain' | 'error'
  action?: { label: string; run: () => void } | undefined
  undo?: boolean | undefined
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
  useToasts.setState(({ toasts }) => ({
    toasts: [
      ...toasts.filter(one => one.text !== text && (!options.kind || one.kind !== options.kind)),
      { tone: 'plain' as const, ...options, id, text },
    ].slice(-4),
  }))
  return id
}

/** A failure as one sentence; what was cancelled needs none. */
export function explain(error: unknown): void {
  if (!isCancelled(error)) toast(sentenceOf(toWire(error)), { tone: 'error' })
}

/** Takes back the last thing that can be. */
export function undoLast(): boolean {
  const toast = useToasts.getState().toasts.findLast(one => one.undo)
  if (!toast) return false
  toast.action?.run()
  dismiss(toast.id)
  return true
}
