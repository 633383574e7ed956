import { type DeviceId, deviceIds } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { type AxesSaid, readAxes } from '#shared/grid/plan.ts'
import { generateOptions, notEmpty, oneOf, settingsGiven } from './generate-options.ts'
import { type Options, parseOptions, type Values } from './parse-options.ts'
import { readingOptions } from './reading-options.ts'

const { negative, seed, steps, cfg, sampler, schedule, size, model, device, rng, knob, out, help } =
  generateOptions
const gridOptions = {
  ...{ negative, seed, steps, cfg, sampler, schedule, size, model, device, rng, knob, out, help },
  ...readingOptions,
  x: { type: 'string' },
  y: { type: 'string' },
  z: { type: 'string' },
} satisfies Options

export type GridCommand = {
  /** What the command line says of every picture, for the schema to judge. */
  given: Record<string, unknown>
  /** As they were typed: a grid that goes on must be the same. */
  said: AxesSaid
  out: string
  model: string | undefined
  device: DeviceId | undefined
  /** The options as they were typed. */
  values: Values
  help: boolean
}

/** Errors: `invalid-input` with what was expected. */
export function parseGrid(args: readonly string[]): GridCommand {
  const { values, positionals } = parseOptions(args, gridOptions)
  const text = (name: keyof typeof gridOptions) => (values[name] as string | undefined) ?? ''
  if (values.help !== true && (positionals.length > 1 || (!values.x && !values.y)))
    throw new StudioError(
      'invalid-input',
      'A grid needs an axis, and one prompt at most: reroll grid "a bird" --x seed=1..4 --y knob.size=0.6,1',
    )
  const said = { x: text('x'), y: text('y'), z: text('z') }
  readAxes(said)
  return {
    given: settingsGiven(values, positionals[0]),
    said,
    out: notEmpty('out', values.out as string | undefined) ?? 'grid',
    model: values.model as string | undefined,
    device: oneOf('device', values.device as string | undefined, deviceIds),
    values,
    help: values.help === true,
  }
}
