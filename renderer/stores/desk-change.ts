import { noDice } from '#shared/dice.ts'
import type { Lora } from '#shared/loras.ts'
import { same } from '#shared/same.ts'
import { analyticKnobs, type Steering } from '#shared/steer.ts'
import type { Change } from '../lib/undo-log.ts'
import { t } from '../strings.ts'
import type { Control, Desk } from './desk.ts'

/** What of the desk can be undone: everything but the history of prompts and the place in it. */
const undoable = [
  'prompt',
  'negative',
  'model',
  'given',
  'rng',
  'reading',
  'knobs',
  'dice',
  'diceLocks',
  'steer',
  'conditions',
  'loras',
  'refiner',
  'past',
  'parent',
  'origin',
  'seed',
  'locked',
  'count',
  'around',
] as const satisfies readonly (keyof Desk)[]
export type Undoable = Pick<Desk, (typeof undoable)[number]>
type Field = keyof Undoable

/** The names of the members in which two records differ. */
const differing = (a: object, b: object): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    key => !same(a[key as keyof typeof a], b[key as keyof typeof b]),
  )

const knobName = (knob: Steering): string =>
  knob.kind === 'analytic'
    ? analyticKnobs[knob.name].label
    : knob.kind === 'words'
      ? `${knob.less} – ${knob.more}`
      : t.undoing.foundKnob

type Said = { key: string; label: string }

function steerSaid(before: readonly Steering[], now: readonly Steering[]): Said {
  const places = differing(before, now)
  const key = `steer.${places.join(',')}`
  const [only] = places
  if (now.length === before.length)
    return {
      key,
      label: places.length === 1 ? t.undoing.turn(knobName(now[Number(only)]!)) : t.undoing.turnMany,
    }
  const [longer, shorter] = now.length > before.length ? [now, before] : [before, now]
  const extra = longer.find((knob, at) => !same(knob, shorter[at])) ?? longer.at(-1)!
  const name = knobName(extra)
  return {
    key: `steer ${now.length}`,
    label: now === longer ? t.undoing.addKnob(name) : t.undoing.removeKnob(name),
  }
}

function lorasSaid(before: readonly Lora[], now: readonly Lora[]): Said {
  const places = differing(before, now)
  const [only] = places
  if (now.length === before.length && places.length === 1)
    return { key: `loras.${only}`, label: t.undoing.turn(now[Number(only)]!.name) }
  const [longer, shorter] = now.length > before.length ? [now, before] : [before, now]
  const extra = longer.find(({ name }) => !shorter.some(one => one.name === name))
  if (!extra) return { key: 'loras', label: t.undoing.loras }
  return {
    key: `loras ${now.length}`,
    label: longer === now ? t.undoing.addKnob(extra.name) : t.undoing.removeKnob(extra.name),
  }
}

function dieLabel(names: readonly (keyof Desk['dice'])[], now: Desk['dice']): string {
  const [only] = names
  if (same(now, noDice)) return t.undoing.noDice
  if (!only || names.length > 1) return t.undoing.dice
  if (only === 'split') return t.undoing.split
  if (only === 'toward') return t.undoing.toward
  return now[only] === null
    ? t.undoing.freeDie(t.undoing.dieParts[only])
    : t.undoing.die(t.undoing.dieParts[only])
}

/** How one field says what became of it, and what of it is one gesture. */
const rows: { [F in Field]: (before: Desk, now: Desk, knobLabel: (name: string) => string) => Said } = {
  prompt: () => ({ key: 'prompt', label: t.undoing.prompt }),
  negative: () => ({ key: 'negative', label: t.undoing.negative }),
  model: () => ({ key: 'model', label: t.undoing.model }),
  given: (before, now) => {
    const names = differing(before.given, now.given)
    const [only] = names
    return {
      key: `given.${names}`,
      label: names.length === 1 ? t.undoing.control(t.drawing[only as Control]) : t.undoing.controls,
    }
  },
  knobs: (before, now, knobLabel) => {
    const names = differing(before.knobs, now.knobs)
    return {
      key: `knobs.${names}`,
      label: names.length === 1 ? t.undoing.turn(knobLabel(names[0]!)) : t.undoing.turnMany,
    }
  },
  dice: (before, now) => {
    const names = differing(before.dice, now.dice) as (keyof Desk['dice'])[]
    return { key: `dice.${names}`, label: dieLabel(names, now.dice) }
  },
  diceLocks: (before, now) => ({
    key: 'diceLocks',
    label: now.diceLocks.length > before.diceLocks.length ? t.undoing.lockDie : t.undoing.unlockDie,
  }),
  steer: (before, now) => steerSaid(before.steer, now.steer),
  conditions: () => ({ key: 'conditions', label: t.undoing.conditions }),
  loras: (before, now) => lorasSaid(before.loras, now.loras),
  refiner: () => ({ key: 'refiner', label: t.undoing.refiner }),
  rng: () => ({ key: 'rng', label: t.undoing.rng }),
  reading: () => ({ key: 'reading', label: t.undoing.reading }),
  seed: () => ({ key: 'seed', label: t.undoing.seed }),
  locked: (_, now) => ({ key: 'locked', label: now.locked ? t.undoing.lock : t.undoing.unlock }),
  count: () => ({ key: 'count', label: t.undoing.count }),
  around: (_, now) => ({ key: 'around', label: now.around ? t.undoing.variation : t.undoing.leaveVariation }),
  past: () => ({ key: 'past', label: t.undoing.origin }),
  parent: () => ({ key: 'parent', label: t.undoing.origin }),
  origin: () => ({ key: 'origin', label: t.undoing.origin }),
}

/** Fields that go along with another and are not worth a word of their own. */
const companions: Partial<Record<Field, readonly Field[]>> = {
  seed: ['locked'],
  dice: ['diceLocks', 'locked', 'around'],
  model: ['given', 'knobs', 'steer', 'past', 'origin'],
  parent: ['past', 'origin'],
  origin: ['past'],
  around: ['locked', 'count', 'diceLocks'],
}

/** From one desk to the next as an entry of the undo log; null when nothing that counts has changed. */
export function changeOf(
  before: Desk,
  now: Desk,
  knobLabel: (name: string) => string,
): Pick<Change<Undoable>, 'key' | 'label' | 'from' | 'to'> | null {
  const fields = undoable.filter(field => !same(before[field], now[field]))
  const [first] = fields
  if (!first) return null
  const pick = (desk: Desk) => Object.fromEntries(fields.map(field => [field, desk[field]]))
  const main = fields.find(field => fields.every(one => one === field || companions[field]?.includes(one)))
  const said = main ? rows[main](before, now, knobLabel) : { key: fields.join(' '), label: t.undoing.desk }
  return { ...said, from: pick(before), to: pick(now) }
}
