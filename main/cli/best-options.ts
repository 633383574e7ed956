import { StudioError } from '#shared/errors.ts'
import { numberGiven, type Options, type Values, whole, within } from './parse-options.ts'

export const bestOptions = {
  'best-of': { type: 'string' },
  keep: { type: 'string' },
  budget: { type: 'string' },
  diversity: { type: 'string' },
} satisfies Options

/** How many to roll and to keep, within how many seconds; diversity 0..1. */
export type BestChoice = { rolls: number; keep: number; seconds: number; diversity: number }

const unlikely = ['batch', 'batch-size', 'frames', 'branch'] as const

/** Null without `--best-of`. Errors: `invalid-input`, also for options that would say something else. */
export function parseBest(values: Values): BestChoice | null {
  const number = (name: keyof typeof bestOptions, check: typeof within, min: number, max: number) => {
    const value = numberGiven(values, name)
    return value === undefined ? undefined : check(name, value, { min, max })
  }
  const rolls = number('best-of', whole, 2, 512)
  const keep = number('keep', whole, 1, 64)
  const seconds = number('budget', within, 1, 3600)
  const diversity = number('diversity', within, 0, 1)
  if (rolls === undefined) {
    if ([keep, seconds, diversity].some(value => value !== undefined)) throw needsBestOf()
    return null
  }
  const clash = unlikely.find(name => values[name] !== undefined)
  if (clash)
    throw new StudioError(
      'invalid-input',
      `--best-of draws as many pictures as --keep says, one at a time; leave --${clash} out`,
    )
  if (keep !== undefined && keep > rolls)
    throw new StudioError('invalid-input', `--keep ${keep} is more than --best-of ${rolls} rolls`)
  return { rolls, keep: keep ?? Math.min(4, rolls), seconds: seconds ?? 30, diversity: diversity ?? 0.3 }
}

const needsBestOf = () =>
  new StudioError(
    'invalid-input',
    '--keep, --budget and --diversity go with --best-of: reroll generate "a fox" --best-of 64 --keep 4 --budget 30',
  )
