import type { Generation } from '#shared/generation.ts'
import { samplerNames } from '#shared/sampler-names.ts'
import { scheduleNames } from '#shared/schedule-names.ts'
import { seedAfter } from '#shared/seed.ts'
import { type AnalyticKnob, analyticKnobs, type Steering } from '#shared/steer.ts'
import type { ModelCard } from '#shared/studio/models.ts'
import { t } from '../strings.ts'

export type AxisKind = {
  /** Its name in `shared/grid/axes.ts`. */
  kind: string
  label: string
  group: keyof typeof t.grids.groups
  editor: 'seeds' | 'numbers' | 'names' | 'words'
  help: string
  /** What it may be, where that is one of a few. */
  names?: { value: string; label: string }[]
  /** From and to, where it is a number of a range. */
  range?: readonly [number, number]
  /** Values to begin with. */
  first: string
}

const namesOf = (table: Record<string, string>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }))

export const seedsFrom = ({ seed }: Pick<Generation, 'seed'>, count: number): string =>
  Array.from({ length: count }, (_, i) => seedAfter(seed, i)).join(',')

const span = ([from, to]: readonly [number, number], count: number) => `${from}..${to}/${count}`

type Numbers = {
  kind: string
  label: string
  group: AxisKind['group']
  range: readonly [number, number]
  first?: string
}
const numbers = ({ range, first = span(range, 3), ...rest }: Numbers): AxisKind => ({
  ...rest,
  editor: 'numbers',
  help: t.grids.help.numbers,
  range,
  first,
})
const names = (
  kind: string,
  label: string,
  group: AxisKind['group'],
  list: AxisKind['names'] = [],
): AxisKind => ({
  ...{ kind, label, group, names: list, editor: 'names', help: t.grids.help.names },
  first: list
    .slice(0, 4)
    .map(({ value }) => value)
    .join(','),
})
const words = (
  kind: keyof typeof t.grids.kinds,
  first: string,
  help: string = t.grids.help.words,
): AxisKind => ({
  ...{ kind, label: t.grids.kinds[kind], group: 'words', editor: 'words', help, first },
})

/** Every setting that an axis can be here: the model's knobs, and only conditions that there are. */
export function axisKinds(
  base: Generation,
  model: ModelCard | undefined,
  models: readonly ModelCard[],
): AxisKind[] {
  const { kinds } = t.grids
  const { steps = 20, guidance = 3, width = 512, height = 512 } = { ...model?.defaults, ...base }
  const { multiple = 8 } = model ?? {}
  const sides = (side: number) => {
    const low = Math.max(multiple, Math.round((side * 0.5) / multiple) * multiple)
    return [low, Math.round((side * 1.5) / multiple) * multiple] as const
  }
  const of = (
    kind: keyof typeof kinds,
    range: readonly [number, number],
    first?: string,
    group: AxisKind['group'] = 'roll',
  ) => numbers({ kind, label: kinds[kind], group, range, ...(first !== undefined && { first }) })
  const { controls, regions, start } = base.conditions
  const last = /[\p{L}\p{N}'-]+\s*$/u.exec(base.prompt)?.[0].trim() ?? ''
  return [
    {
      kind: 'seed',
      label: kinds.seed,
      group: 'roll',
      editor: 'seeds',
      help: t.grids.help.seeds,
      first: seedsFrom(base, 4),
    },
    of(
      'steps',
      [Math.max(1, Math.round(steps / 2)), Math.min(150, steps * 2)],
      [...new Set([Math.max(1, Math.round(steps / 2)), steps, Math.min(150, steps * 2)])].join(','),
    ),
    of('guidance', [1, Math.max(2, guidance * 2)], [...new Set([1, guidance, guidance * 2])].join(',')),
    names('sampler', kinds.sampler, 'roll', namesOf(samplerNames)),
    names('schedule', kinds.schedule, 'roll', namesOf(scheduleNames)),
    of('width', sides(width), `${width},${sides(width)[1]}`),
    of('height', sides(height), `${height},${sides(height)[1]}`),
    of('strength', [0, 1], '0..0.4/3'),
    ...(models.length > 1
      ? [
          names(
            'model',
            kinds.model,
            'roll',
            models.filter(one => !one.problem).map(({ id, name }) => ({ value: id, label: name })),
          ),
        ]
      : []),
    words('replace', last ? `${last}|` : '', t.grids.help.replace),
    words('prompt', `${base.prompt}|`),
    words('negative', base.negative ? `${base.negative}|` : '|blurry'),
    ...(start ? [of('start', [0, 1], '0.25..1/4', 'canvas')] : []),
    ...(controls.length ? [of('control', [0, 2], '0..1/3', 'canvas')] : []),
    ...(regions.length ? [of('region', [0, 1], undefined, 'canvas')] : []),
    ...(model?.knobs ?? []).map(({ name, label, choices, min, max }) =>
      choices.length
        ? names(
            `knob.${name}`,
            label,
            'own',
            choices.map(value => ({ value, label: value })),
          )
        : numbers({ kind: `knob.${name}`, label, group: 'own', range: [min ?? 0, max ?? 1] }),
    ),
    ...base.steer.flatMap((one, i) =>
      one.kind === 'analytic'
        ? []
        : [
            numbers({
              kind: `steer.${i + 1}`,
              label: t.grids.turned(i + 1, nameOf(one)),
              group: 'beyond',
              range: [-2, 2],
            }),
          ],
    ),
    ...Object.entries(analyticKnobs).map(([name, { label }]) =>
      numbers({ kind: `steer.${name}`, label, group: 'beyond', range: [-2, 2] }),
    ),
  ]
}

const nameOf = (one: Exclude<Steering, { kind: 'analytic'; name: AnalyticKnob }>): string =>
  one.kind === 'words' ? `${one.less || '…'} – ${one.more || '…'}` : one.id.slice(0, 8)

/** Seeds against a knob: the one that is turned, else the model's first that is a number, else the tones of any model. */
export function seedsAndKnob(base: Generation, model: ModelCard | undefined) {
  const all = axisKinds(base, model, [])
  const knobs = all.filter(({ kind, editor }) => editor === 'numbers' && /^(knob|steer)\./.test(kind))
  const turned = Object.keys(base.knobs).map(name => `knob.${name}`)
  const knob = knobs.find(({ kind }) => turned.includes(kind)) ?? knobs[0]!
  return {
    label: knob.label,
    wish: {
      x: { kind: 'seed', text: seedsFrom(base, 4) },
      y: { kind: knob.kind, text: span(knob.range!, 3) },
    },
  }
}
