import { create } from 'zustand'
import { type Steering, steerLimits } from '#shared/steer.ts'
import { t } from '../strings.ts'
import { setDesk, useDesk } from './desk.ts'
import { toast } from './toasts.ts'

/** What a knob does, without how far it is turned. */
export type KnobKind = Steering extends infer S
  ? S extends Steering
    ? Omit<S, 'amount' | 'from' | 'to'>
    : never
  : never
export type SteerKey = string
export type SteerRow = { key: SteerKey; steering: Steering; on: boolean }

type State = {
  /** Switched off: out of the picture, but not forgotten; `at` is the place among the others. */
  off: { steering: Steering; at: number }[]
  /** Rows whose strip or whose window of steps is unfolded. */
  strips: ReadonlySet<SteerKey>
  windows: ReadonlySet<SteerKey>
}

export const useSteer = create<State>(() => ({ off: [], strips: new Set(), windows: new Set() }))

/** Two turns of one knob have the same key. */
export function keyOf(knob: KnobKind | Steering): SteerKey {
  if (knob.kind === 'words') return `words:${knob.less}|${knob.more}`
  return knob.kind === 'analytic' ? `analytic:${knob.name}` : `direction:${knob.id}`
}

type Turn = Partial<Pick<Steering, 'amount' | 'from' | 'to'>>

/** A knob as it lies on the desk: in all steps, turned to nothing, unless told otherwise. One knob is always spelt alike. */
export const onDesk = (knob: KnobKind, given: Turn = {}): Steering =>
  ({ ...knob, from: 0, to: 1, amount: 0, ...given }) as Steering

/** Those that act and those that are switched off, each in its place. */
export function rowsOf(steer: readonly Steering[], off: State['off']): SteerRow[] {
  const rows: SteerRow[] = steer.map(steering => ({ key: keyOf(steering), steering, on: true }))
  const there = new Set(rows.map(({ key }) => key))
  for (const { steering, at } of [...off].sort((a, b) => a.at - b.at)) {
    const key = keyOf(steering)
    if (!there.has(key)) rows.splice(Math.min(at, rows.length), 0, { key, steering, on: false })
  }
  return rows
}

export const steerRows = (): SteerRow[] => rowsOf(useDesk.getState().steer, useSteer.getState().off)

const without = (off: State['off'], key: SteerKey) => off.filter(({ steering }) => keyOf(steering) !== key)

/** Puts a knob onto the desk, its strip unfolded; one that is there already stays as it is. One too many is refused. */
export function addSteer(knob: KnobKind, given: Turn = {}): SteerKey {
  const key = keyOf(knob)
  if (!steerRows().some(row => row.key === key && row.on)) {
    if (useDesk.getState().steer.length >= steerLimits.most) {
      toast(t.steering.tooMany(steerLimits.most), { tone: 'error' })
      return key
    }
    useSteer.setState(({ off }) => ({ off: without(off, key) }))
    setDesk(({ steer }) => ({ steer: [...steer, onDesk(knob, given)] }))
  }
  unfold('strips', key, true)
  return key
}

/** Turns it; one that was off acts again. */
export function changeSteer(key: SteerKey, change: Turn): void {
  const { off } = useSteer.getState()
  const benched = off.find(({ steering }) => keyOf(steering) === key)
  if (benched) switchSteer(key, true)
  setDesk(({ steer }) => ({
    steer: steer.map(steering => (keyOf(steering) === key ? { ...steering, ...change } : steering)),
  }))
}

export function removeSteer(key: SteerKey): void {
  useSteer.setState(({ off }) => ({ off: without(off, key) }))
  unfold('strips', key, false)
  unfold('windows', key, false)
  if (useDesk.getState().steer.some(steering => keyOf(steering) === key))
    setDesk(({ steer }) => ({ steer: steer.filter(steering => keyOf(steering) !== key) }))
}

export function switchSteer(key: SteerKey, on: boolean): void {
  const { steer } = useDesk.getState()
  const { off } = useSteer.getState()
  if (on) {
    const benched = off.find(({ steering }) => keyOf(steering) === key)
    if (!benched) return
    useSteer.setState({ off: without(off, key) })
    setDesk({ steer: steer.toSpliced(Math.min(benched.at, steer.length), 0, benched.steering) })
  } else {
    const at = steerRows().findIndex(row => row.key === key)
    const steering = steer.find(one => keyOf(one) === key)
    if (!steering) return
    useSteer.setState({ off: [...without(off, key), { steering, at }] })
    setDesk({ steer: steer.filter(one => one !== steering) })
  }
}

export const unfold = (what: 'strips' | 'windows', key: SteerKey, open: boolean): void =>
  useSteer.setState(state => {
    const keys = new Set(state[what])
    if (open) keys.add(key)
    else keys.delete(key)
    return { [what]: keys }
  })
