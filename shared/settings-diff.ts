import { conditionChanges } from './conditions-diff.ts'
import type { Dice, Region } from './dice.ts'
import type { Settings } from './generation.ts'
import type { Lora } from './loras.ts'
import { changingAt } from './moments.ts'
import type { Refiner } from './refiner.ts'
import { same } from './same.ts'
import type { Steering } from './steer.ts'

export type ChangeKind =
  | 'prompt'
  | 'negative'
  | 'seed'
  | 'variation'
  | 'die'
  | 'knob'
  | 'steer'
  | 'condition'
  | 'lora'
  | 'refiner'
  | 'guidance'
  | 'sampler'
  | 'schedule'
  | 'steps'
  | 'size'
  | 'rng'
  | 'vae'
  | 'reading'
  | 'branch'

/** Null: it was not there, or the dice decided. */
export type ChangeValue = string | number | null

/**
 * One thing in which two pictures' settings differ. `label` says which one of its kind: a knob's name, `less | more` of
 * a word knob, the first digits of a direction's id, which die (`layout`, `texture`, `split`, `sampler`, `toward`,
 * `channel 0`, `region 1`), `style` or `clipSkip` of a reading, `seed` or `strength` of a variation, the step after which a branch begins; else it is the
 * kind itself; `model` or `at` of a refiner; of conditions `sketches`, `regions` or `image`. A branch that both have, but with other settings before it, has the same step before and after.
 */
export type Change = { kind: ChangeKind; label: string; before: ChangeValue; after: ChangeValue }

type Simple = Extract<
  ChangeKind,
  'prompt' | 'negative' | 'seed' | 'guidance' | 'sampler' | 'schedule' | 'steps' | 'rng' | 'vae'
>
const simple: readonly Simple[] = [
  'steps',
  'schedule',
  'rng',
  'vae',
  'prompt',
  'negative',
  'guidance',
  'sampler',
  'seed',
]

/** What makes `after` another picture than `before`, one entry for each thing that changed; none when both draw the same. */
export const settingsDiff = (before: Settings, after: Settings): Change[] =>
  [
    ...simple.map(kind => ({ kind, label: kind as string, before: before[kind], after: after[kind] })),
    { kind: 'size' as const, label: 'size', before: sizeOf(before), after: sizeOf(after) },
    ...readingChanges(before.reading, after.reading),
    ...variationChanges(before.variation, after.variation),
    ...diceChanges(before.dice, after.dice),
    ...knobChanges(before.knobs, after.knobs),
    ...steerChanges(before.steer, after.steer),
    ...conditionChanges(before.conditions, after.conditions),
    ...loraChanges(before.loras, after.loras),
    ...refinerChanges(before.refiner, after.refiner),
    ...branchChanges(before, after),
  ].filter(({ kind, before, after }) => kind === 'branch' || kind === 'condition' || before !== after)

const sizeOf = ({ width, height }: Settings) => `${width}×${height}`

const readingChanges = (before: Settings['reading'], after: Settings['reading']): Change[] =>
  (['style', 'clipSkip'] as const).map(label => ({
    kind: 'reading',
    label,
    before: before[label],
    after: after[label],
  }))

function variationChanges(before: Settings['variation'], after: Settings['variation']): Change[] {
  const kind = 'variation' as const
  const strength = { kind, label: 'strength', before: before.strength, after: after.strength }
  const seed = { kind, label: 'seed', before: before.seed, after: after.seed }
  return before.strength > 0 && after.strength > 0 ? [strength, seed] : [strength]
}

function diceChanges(before: Dice, after: Dice): Change[] {
  const kind = 'die' as const
  const parts = (['split', 'layout', 'texture', 'sampler'] as const).map(label => ({
    kind,
    label: label as string,
    before: before[label],
    after: after[label],
  }))
  const channels = keysOf(before.channels, after.channels).map(name => ({
    kind,
    label: `channel ${name}`,
    before: before.channels[name] ?? null,
    after: after.channels[name] ?? null,
  }))
  const regions = Array.from({ length: Math.max(before.regions.length, after.regions.length) }, (_, i) => {
    const [a, b] = [before.regions[i], after.regions[i]]
    const moved = a && b && a.seed === b.seed && !same(a, b)
    const told = (region: Region | undefined) => (region ? (moved ? placeOf(region) : region.seed) : null)
    return { kind, label: `region ${i + 1}`, before: told(a), after: told(b) }
  })
  const toward = { kind, label: 'toward', before: towardOf(before), after: towardOf(after) }
  return [...parts, ...channels, ...regions, toward]
}

/** Where a region lies, so that two places differ. */
const placeOf = ({ rectangle: r, mask }: Region) =>
  r
    ? [r.x, r.y, r.width, r.height].map(share => `${Math.round(share * 1000) / 10} %`).join(' ')
    : `mask ${mask?.columns}×${mask?.rows} ${mask?.bits.slice(0, 8)}`

const towardOf = ({ toward }: Dice): ChangeValue => {
  if (!toward) return null
  const { t, ...there } = toward
  return `${Math.round(t * 1000) / 10} % ${there.seed}`
}

const knobChanges = (before: Settings['knobs'], after: Settings['knobs']): Change[] =>
  keysOf(before, after).map(label => ({
    kind: 'knob',
    label,
    before: before[label] ?? null,
    after: after[label] ?? null,
  }))

/** What a knob is, whatever it is turned to. */
const steerKey = (knob: Steering): string =>
  knob.kind === 'words'
    ? `${knob.less} | ${knob.more}`
    : knob.kind === 'analytic'
      ? knob.name
      : knob.id.slice(0, 8)

/** Knobs by what they are; the same one twice counts as two. */
export function steersByKey(steer: readonly Steering[]): Map<string, Steering> {
  const found = new Map<string, Steering>()
  for (const knob of steer) {
    let key = `${knob.kind} ${steerKey(knob)}`
    while (found.has(key)) key += ' again'
    found.set(key, knob)
  }
  return found
}

function steerChanges(before: readonly Steering[], after: readonly Steering[]): Change[] {
  const [old, now] = [steersByKey(before), steersByKey(after)]
  const changes = [...new Set([...old.keys(), ...now.keys()])].map(key => {
    const [a, b] = [old.get(key), now.get(key)]
    const shifted = a && b && a.amount === b.amount && !same(a, b)
    const told = (knob: Steering | undefined) =>
      knob ? (shifted ? `${knob.from * 100}–${knob.to * 100} %` : knob.amount) : null
    return { kind: 'steer' as const, label: steerKey((a ?? b)!), before: told(a), after: told(b) }
  })
  const turned = changes.filter(change => change.before !== change.after)
  if (turned.length || same(before, after)) return turned
  const order = (list: readonly Steering[]) => list.map(steerKey).join(', ')
  return [{ kind: 'steer', label: 'order', before: order(before), after: order(after) }]
}

/** By name; how strong it is, and on the words where that is another. */
function loraChanges(before: readonly Lora[] = [], after: readonly Lora[] = []): Change[] {
  const told = (list: readonly Lora[], name: string) => {
    const one = list.find(lora => lora.name === name)
    if (!one) return null
    return one.clipStrength === null ? one.strength : `${one.strength}, words ${one.clipStrength}`
  }
  return [...new Set([...before, ...after].map(({ name }) => name))].map(name => ({
    kind: 'lora',
    label: name,
    before: told(before, name),
    after: told(after, name),
  }))
}

/** Which model goes on, and where it takes over; the latter where both have one. */
function refinerChanges(before: Refiner | null = null, after: Refiner | null = null): Change[] {
  const kind = 'refiner' as const
  const model = { kind, label: 'model', before: before?.model ?? null, after: after?.model ?? null }
  return before && after ? [model, { kind, label: 'at', before: before.at, after: after.at }] : [model]
}

/** By where branches begin; what came before one counts as it was in force, however it is written down. */
function branchChanges(before: Settings, after: Settings): Change[] {
  const [old, now] = [before.past.map(({ until }) => until), after.past.map(({ until }) => until)]
  const agree = (step: number) => same(changingAt(before, step), changingAt(after, step))
  return [...new Set([...old, ...now])]
    .sort((a, b) => a - b)
    .filter(until => !old.includes(until) || !now.includes(until) || !agree(until))
    .map(until => ({
      kind: 'branch',
      label: String(until),
      before: old.includes(until) ? until : null,
      after: now.includes(until) ? until : null,
    }))
}

const keysOf = (a: object, b: object): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
