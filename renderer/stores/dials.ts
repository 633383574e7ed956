import { analyticKnobs } from '#shared/steer.ts'
import type { ModelCard } from '#shared/studio/models.ts'
import { amountRange } from '../lib/amount.ts'
import { type Range, snap } from '../lib/number.ts'
import { type Desk, setDesk } from './desk.ts'
import { type KnobKind, keyOf, onDesk, useSteer } from './steer.ts'

/** Anything on the desk that is turned between two ends: one knob of any kind, or the guidance scale. */
export type Dial = Range & {
  key: string
  label: string
  /** What its ends are called; empty where only the numbers say it. */
  less: string
  more: string
  /** Where it does nothing, or the model's own value. */
  middle: number
  /** Its high end is its low end once more, as on a colour wheel. */
  wraps: boolean
  turns: { own: string } | { knob: KnobKind } | { control: 'guidance' }
}

/** Where on the desk turns are kept. */
export type Turns = Pick<Desk, 'knobs' | 'steer' | 'given'>
type OwnKnob = ModelCard['knobs'][number]

/** The grid that a model's own knob is turned on. */
function ownRange({ min, max }: Pick<OwnKnob, 'min' | 'max'>): Range {
  const [from, to] = [min ?? 0, max ?? 1]
  return { min: from, max: to, step: to - from > 20 ? 1 : to - from > 2 ? 0.1 : 0.01 }
}

export function ownDial(knob: OwnKnob): Dial {
  const range = ownRange(knob)
  const middle = typeof knob.default === 'number' ? knob.default : snap((range.min + range.max) / 2, range)
  return {
    key: `own:${knob.name}`,
    label: knob.label,
    less: '',
    more: '',
    middle,
    wraps: knob.kind === 'hue',
    turns: { own: knob.name },
    ...range,
  }
}

/** `name` is what a direction is called. */
export function steerDial(knob: KnobKind, name: string): Dial {
  const ends =
    knob.kind === 'words'
      ? { label: `${knob.less} | ${knob.more}`, less: knob.less, more: knob.more }
      : knob.kind === 'analytic'
        ? analyticKnobs[knob.name]
        : { label: name, less: '', more: '' }
  const { label, less, more } = ends
  return { key: keyOf(knob), label, less, more, middle: 0, wraps: false, turns: { knob }, ...amountRange }
}

export const guidanceDial = (label: string, own: number): Dial => ({
  key: 'guidance',
  label,
  less: '',
  more: '',
  min: 1,
  max: Math.max(10, own * 2),
  step: 0.5,
  middle: own,
  wraps: false,
  turns: { control: 'guidance' },
})

export const isNumeric = (knob: OwnKnob): boolean => knob.kind !== 'choice' && knob.choices.length === 0

/** Where it stands; null for a knob that is left to the dice. */
export function placeOf({ knobs, steer, given }: Turns, { turns, middle }: Dial): number | null {
  if ('own' in turns) return turns.own in knobs ? Number(knobs[turns.own]) : null
  if ('control' in turns) return Number(given.guidance ?? middle)
  const key = keyOf(turns.knob)
  return steer.find(steering => keyOf(steering) === key)?.amount ?? null
}

/** The desk with it turned there. A knob that was not on the desk comes onto it. */
export function turned({ knobs, steer, given }: Turns, { turns }: Dial, value: number): Turns {
  if ('own' in turns) return { knobs: { ...knobs, [turns.own]: value }, steer, given }
  if ('control' in turns) return { knobs, steer, given: { ...given, guidance: value } }
  const key = keyOf(turns.knob)
  const there = steer.some(steering => keyOf(steering) === key)
  return {
    knobs,
    given,
    steer: there
      ? steer.map(steering => (keyOf(steering) === key ? { ...steering, amount: value } : steering))
      : [...steer, onDesk(turns.knob, { amount: value })],
  }
}

export function turnedAll(
  { knobs, steer, given }: Turns,
  pairs: readonly (readonly [Dial, number])[],
): Turns {
  let after: Turns = { knobs, steer, given }
  for (const [dial, value] of pairs) after = turned(after, dial, value)
  return after
}

/** Turns some of them at once: one change of the desk. */
export function turn(pairs: readonly (readonly [Dial, number])[]): void {
  const keys = new Set(pairs.map(([{ key }]) => key))
  useSteer.setState(({ off }) => ({ off: off.filter(({ steering }) => !keys.has(keyOf(steering))) }))
  setDesk(desk => turnedAll(desk, pairs))
}
