import { StudioError } from '#shared/errors.ts'
import { refiner } from '#shared/refiner.ts'
import { describeIssues } from '#shared/rpc.ts'
import { numberGiven, type Options, type Values } from './parse-options.ts'

export const refinerOptions = {
  refiner: { type: 'string' },
  'refiner-at': { type: 'string' },
} satisfies Options

/**
 * `--refiner ID|PATH --refiner-at 0.8`; null for `--refiner off`, undefined when nothing is said.
 * Errors: `invalid-input`.
 */
export function refinerGiven(values: Values): unknown {
  const model = values.refiner as string | undefined
  const at = numberGiven(values, 'refiner-at')
  if (model === undefined && at === undefined) return undefined
  if (model === undefined)
    throw new StudioError(
      'invalid-input',
      '--refiner-at needs --refiner as well: reroll generate "a castle" --model ./sdxl --refiner ./refiner --refiner-at 0.8',
    )
  if (model === 'off') return null
  const parsed = refiner.safeParse({ model, ...(at !== undefined && { at }) })
  if (parsed.success) return parsed.data
  throw new StudioError('invalid-input', `--refiner: ${describeIssues(parsed.error.issues)}`)
}
