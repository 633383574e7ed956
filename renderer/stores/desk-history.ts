import { create } from 'zustand'
import { same } from '#shared/same.ts'
import {
  type Deed,
  emptyLog,
  type Moment,
  record,
  redone,
  type UndoLog,
  undone,
  without,
} from '../lib/undo-log.ts'
import { useDesk } from './desk.ts'
import { changeOf, type Undoable } from './desk-change.ts'
import { modelById } from './models.ts'

/** Everything that can be taken back, on the desk and elsewhere, in the order in which it happened. */
export const useUndo = create<UndoLog<Undoable>>(() => emptyLog)

const moment: Moment = { press: 0, held: false, at: 0 }
let presses = 0
const onWindow = (name: 'pointerdown' | 'pointerup' | 'pointercancel' | 'keydown', listener: () => void) =>
  globalThis.window?.addEventListener(name, listener, { capture: true })
onWindow('pointerdown', () => Object.assign(moment, { press: ++presses, held: true }))
onWindow('pointerup', () => Object.assign(moment, { held: false }))
onWindow('pointercancel', () => Object.assign(moment, { held: false }))
onWindow('keydown', () => moment.held || Object.assign(moment, { press: 0 }))

const now = (): Moment => ({ ...moment, at: Date.now() })
const knobLabel = (name: string) =>
  modelById(useDesk.getState().model)?.knobs.find(knob => knob.name === name)?.label ?? name

let quiet = 0
/** Changes of the desk that nobody made: what the dice of a roll fell on, what a session brings back. */
export function silently<T>(run: () => T): T {
  quiet++
  try {
    return run()
  } finally {
    quiet--
  }
}

let alone = 0
/** Everything that `run` changes on the desk, at once, is one entry of its own. */
export function asOne<T>(label: string, run: () => T): T {
  const before = useDesk.getState()
  const result = silently(run)
  const change = quiet ? null : changeOf(before, useDesk.getState(), knobLabel)
  if (change)
    useUndo.setState(log =>
      record(log, { kind: 'change', ...change, label, key: `one ${++alone}`, ...now() }),
    )
  return result
}

useDesk.subscribe((desk, before) => {
  const change = quiet ? null : changeOf(before, desk, knobLabel)
  if (change) useUndo.setState(log => record(log, { kind: 'change', ...change, ...now() }))
})

export type Told = {
  /** Takes it back, in its turn or out of it. */
  takeBack: () => void
  /** It did not happen after all. */
  forget: () => void
}

/** Tells of something that is begun elsewhere, so that what comes next is taken back before it. */
export function began(deed: Omit<Deed, 'kind' | 'id'>): Told {
  const id = ++alone
  const forget = () => useUndo.setState(log => without(log, id))
  useUndo.setState(log => record(log, { kind: 'deed', id, ...deed }))
  return {
    forget,
    takeBack() {
      const last = useUndo.getState().done.at(-1)
      if (last?.kind === 'deed' && last.id === id) return void undoLast()
      forget()
      silently(deed.undo)
    },
  }
}

/** Tells of something done elsewhere; returns what takes it back. */
export const did = (deed: Omit<Deed, 'kind' | 'id'>): (() => void) => began(deed).takeBack

/** Whether putting `part` on the desk would change nothing: it was taken back by other means. */
const isThere = (part: Partial<Undoable>) => {
  const desk = useDesk.getState()
  return Object.entries(part).every(([field, value]) => same(desk[field as keyof Undoable], value))
}

/** Takes back what happened last, whatever it was; returns what that was called. */
export function undoLast(): string | null {
  const log = useUndo.getState()
  const last = log.done.at(-1)
  if (!last) return null
  useUndo.setState(undone(log))
  if (last.kind === 'change' && isThere(last.from)) return undoLast()
  silently(() => (last.kind === 'change' ? useDesk.setState({ ...last.from, place: -1 }) : last.undo()))
  return last.label
}

/** Does again what was taken back last. */
export function redoLast(): string | null {
  const log = useUndo.getState()
  const last = log.undone.at(-1)
  if (!last) return null
  useUndo.setState(redone(log))
  silently(() => (last.kind === 'change' ? useDesk.setState({ ...last.to, place: -1 }) : last.redo?.()))
  return last.label
}
