import type { Past, Settings } from './generation.ts'
import { same } from './same.ts'

/** What of the settings may change on the way. */
export type Changing = Omit<Past, 'until'>
type Key = keyof Changing

const keys = [
  'prompt',
  'negative',
  'seed',
  'variation',
  'guidance',
  'sampler',
  'knobs',
  'dice',
  'steer',
  'conditions',
] as const satisfies readonly Key[]

/** The settings in force in step `step`, counted from 1: those of the first branch not yet left, else the picture's own. */
export function settingsAt(settings: Settings, step: number): Settings {
  const branch = settings.past.find(({ until }) => step <= until)
  if (!branch) return settings
  const { until: _, ...held } = branch
  return { ...settings, ...held } as Settings
}

/** What of the settings in force in step `step` may change on the way. */
export const changingAt = (settings: Settings, step: number): Required<Changing> => {
  const now = settingsAt(settings, step)
  return Object.fromEntries(keys.map(key => [key, now[key]])) as Required<Changing>
}

/** What the starting noise depends on: two settings with the same text start alike. */
export function startOf({ seed, variation, dice }: Pick<Settings, 'seed' | 'variation' | 'dice'>): string {
  const { sampler: _, toward, ...parts } = dice
  return JSON.stringify([seed, variation, parts, toward && { ...toward, sampler: null }])
}

/** The parts of `settings` that may change on the way and differ from `own`. */
export const differing = (settings: Settings, own: Settings): Partial<Changing> =>
  Object.fromEntries(keys.filter(key => !same(settings[key], own[key])).map(key => [key, settings[key]]))

/**
 * A child that shares its parent's first `step` steps and goes on to the end with what is in force after them and
 * `changes`. What of the parent's settings the child no longer has is kept as its past. `parent` is the parent's id.
 * No change gives the parent's own picture, or, before a branch of the parent's own, that of the way it left there.
 */
export function branchOff(
  settings: Settings,
  step: number,
  changes: Partial<Changing>,
  parent: string | null,
): Settings {
  const goesOn = settingsAt(settings, step + 1)
  const own = { ...goesOn, ...changes, past: [], parent } as Settings
  const untils = [...settings.past.map(({ until }) => until).filter(until => until < step), step]
  const past: Past[] = untils.map(until => ({ until, ...differing(settingsAt(settings, until), own) }))
  while (past.length && Object.keys(past.at(-1)!).length === 1) past.pop()
  return { ...own, past }
}
