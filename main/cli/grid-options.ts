import { type DeviceId, deviceIds } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { type Axis, readAxis } from '#shared/grid/axes.ts'
import { noAxis } from '#shared/grid/cells.ts'
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
  axes: { x: Axis; y: Axis; z: Axis }
  /** As they were typed: a grid that goes on must be the same. */
  said: { x: string; y: string; z: string }
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
  const axis = (which: string) => (which ? readAxis(which) : noAxis)
  const axes = { x: axis(said.x), y: axis(said.y), z: axis(said.z) }
  const names = Object.values(axes).flatMap(({ name }) => (name ? [name] : []))
  if (new Set(names).size < names.length)
    throw new StudioError(
      'invalid-input',
      `Two axes are both ${names.join(' and ')}; each must be another setting`,
    )
  return {
    given: settingsGiven(values, positionals[0]),
    axes,
    said,
    out: notEmpty('out', values.out as string | undefined) ?? 'grid',
    model: values.model as string | undefined,
    device: oneOf('device', values.device as string | undefined, deviceIds),
    values,
    help: values.help === true,
  }
}
