import { create } from 'zustand'
import { apply, diffTo } from '#shared/canvas/diff.ts'
import {
  emptyHistory,
  extended,
  type Gesture,
  type History,
  recorded,
  redo,
  undo,
} from '#shared/canvas/history.ts'
import type { CanvasRecord, Diff, Drawing, RecordId } from '#shared/canvas/records.ts'
import type { DrawingId } from '#shared/studio/canvas.ts'

export type Canvas = {
  /** The drawing that is open; null before one is. */
  id: DrawingId | null
  name: string
  drawing: Drawing
  history: History
}

export const useCanvas = create<Canvas>(() => ({
  id: null,
  name: '',
  drawing: new Map(),
  history: emptyHistory,
}))

export type Changes = Iterable<readonly [RecordId, CanvasRecord | null]>

type Listener = (diff: Diff) => void
const listeners = new Set<Listener>()
/** Hears every change of the open drawing, whoever made it; returns what ends that. */
export function onDrawn(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function put(diff: Diff, history: (before: History) => History): void {
  if (!diff.size) return
  useCanvas.setState(state => ({ drawing: apply(state.drawing, diff), history: history(state.history) }))
  for (const listener of listeners) listener(diff)
}

/** Changes the drawing by one gesture, which can be taken back under its label. */
export function commit(label: string, changes: Changes): void {
  const diff = diffTo(useCanvas.getState().drawing, new Map(changes))
  put(diff, history => recorded(history, { label, diff }))
}

/** Changes the drawing as part of the last gesture: while a slider is dragged, say. */
export function amend(changes: Changes): void {
  const diff = diffTo(useCanvas.getState().drawing, new Map(changes))
  put(diff, history => extended(history, diff))
}

const turn = (step: typeof undo): string | null => {
  const next = step(useCanvas.getState().history)
  if (!next) return null
  put(next.gesture.diff, () => next.history)
  return next.gesture.label
}

/** Takes the last gesture back; returns what it was called. */
export const undoGesture = (): Gesture['label'] | null => turn(undo)
export const redoGesture = (): Gesture['label'] | null => turn(redo)

/** Another drawing is on the canvas, with nothing to take back. */
export const showDrawing = (id: DrawingId, name: string, records: Iterable<CanvasRecord>): void =>
  useCanvas.setState({
    id,
    name,
    drawing: new Map([...records].map(record => [record.id, record])),
    history: emptyHistory,
  })
