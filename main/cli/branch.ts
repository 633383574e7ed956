import { StudioError } from '#shared/errors.ts'
import type { Generation } from '#shared/generation.ts'
import { branchOff, type Changing } from '#shared/moments.ts'
import type { PictureRecord } from '#shared/png/record.ts'
import { readingMatters } from '#shared/prompt/settled-reading.ts'
import { same } from '#shared/same.ts'

/** What belongs to the whole way of a picture, as its options are called. */
const whole = {
  steps: '--steps',
  schedule: '--schedule',
  width: '--size',
  height: '--size',
  rng: '--rng',
} as const satisfies Partial<Record<keyof Generation, string>>

/**
 * The settings of a picture that shares another's first `step` steps and goes on with what was given.
 * Errors: `invalid-input` for a step that it does not have, and for what cannot change on the way.
 */
export function branchOfPicture(
  { settings, pixels }: PictureRecord,
  step: number,
  given: Partial<Generation>,
): Generation {
  const last = settings.steps - 1
  if (!Number.isInteger(step) || step < 1 || step > last)
    throw new StudioError(
      'invalid-input',
      last < 1
        ? 'The picture has only one step, so that nothing can branch off from it'
        : `--branch must be a whole number from 1 to ${last}, the step of ${settings.steps} after which the new picture goes its own way, not ${step}`,
    )
  const fixed = Object.keys(given).find(
    name => name in whole && given[name as keyof Generation] !== settings[name as keyof Generation],
  ) as keyof typeof whole | undefined
  if (fixed)
    throw new StudioError(
      'invalid-input',
      `${whole[fixed]} cannot change within a picture; leave it out, or leave --branch out to draw a new one`,
    )
  if (given.reading && readingMatters(settings) && !same(given.reading, settings.reading))
    throw new StudioError(
      'invalid-input',
      'How words are read cannot change within a picture; leave --style and --clip-skip out, or leave --branch out to draw a new one',
    )
  const changes = Object.fromEntries(Object.entries(given).filter(([name]) => !(name in whole)))
  return branchOff(settings, step, changes as Partial<Changing>, pixels)
}
