import { redoGesture, undoGesture, useCanvas } from '../stores/canvas.ts'
import { redoLast, undoLast, useUndo } from '../stores/desk-history.ts'
import { toast } from '../stores/toasts.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import type { Deeds } from './types.ts'

const tell = (said: (what: string) => string, what: string | null) => {
  if (what) toast(said(what), { kind: 'undo' })
}
const said = (say: (what: string) => string, what: string | undefined) => (what ? say(what) : undefined)

/** On the canvas what was drawn is taken back, elsewhere what was done on the desk and to pictures. */
const onCanvas = () => useView.getState().page === 'canvas'
const done = () => (onCanvas() ? useCanvas.getState().history.done : useUndo.getState().done)
const undone = () => (onCanvas() ? useCanvas.getState().history.undone : useUndo.getState().undone)

export const undoDeeds: Deeds<'undo' | 'redo'> = {
  undo: {
    run: () => tell(t.undoing.undone, onCanvas() ? undoGesture() : undoLast()),
    enabled: () => done().length > 0,
    label: () => said(t.undoing.undo, done().at(-1)?.label),
  },
  redo: {
    run: () => tell(t.undoing.redone, onCanvas() ? redoGesture() : redoLast()),
    enabled: () => undone().length > 0,
    label: () => said(t.undoing.redo, undone().at(-1)?.label),
  },
}
