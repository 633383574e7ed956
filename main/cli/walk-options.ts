import { extname } from 'node:path'
import { type DeviceId, deviceIds } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import type { WalkFormat } from '#shared/studio/drafts.ts'
import { generateOptions, notEmpty, oneOf, settingsGiven } from './generate-options.ts'
import { numberGiven, type Options, parseOptions, whole } from './parse-options.ts'

const { negative, steps, cfg, sampler, schedule, size, model, device, rng, knob, out, help } = generateOptions
const walkOptions = {
  ...{ negative, steps, cfg, sampler, schedule, size, model, device, rng, knob, out, help },
  seeds: { type: 'string' },
  prompt: { type: 'string' },
  frames: { type: 'string' },
  fps: { type: 'string' },
  loop: { type: 'boolean' },
} satisfies Options

export type WalkCommand = {
  /** PNG files to walk through, or seeds. */
  pictures: string[]
  seeds: string[]
  /** What the command line says of every frame, for the schema to judge. */
  given: Record<string, unknown>
  between: number
  perSecond: number
  loop: boolean
  out: string
  format: WalkFormat
  model: string | undefined
  device: DeviceId | undefined
  help: boolean
}

const formats: Record<string, WalkFormat> = { '.webp': 'webp', '.png': 'apng', '.apng': 'apng', '': 'frames' }

/** Errors: `invalid-input` with what was expected. */
export function parseWalk(args: readonly string[]): WalkCommand {
  const { values, positionals: pictures } = parseOptions(args, walkOptions)
  const text = (name: keyof typeof walkOptions) => values[name] as string | undefined
  const seeds = text('seeds')?.split(',') ?? []
  const stops = pictures.length || seeds.length
  if (values.help !== true && (stops < 2 || (pictures.length > 0 && seeds.length > 0)))
    throw new StudioError(
      'invalid-input',
      'A walk needs at least two stops: reroll walk --prompt "a red bird" --seeds 1,2,3, or reroll walk A.png B.png',
    )
  if (stops > 32) throw new StudioError('invalid-input', `At most 32 stops, ${stops} were given`)
  const out = notEmpty('out', text('out')) ?? 'walk.webp'
  const format = formats[extname(out).toLowerCase()]
  if (!format)
    throw new StudioError(
      'invalid-input',
      `--out ${out}: give a name that ends in .webp or .png, or a folder for the frames`,
    )
  return {
    pictures,
    seeds,
    given: settingsGiven(values, text('prompt')),
    between: whole('frames', numberGiven(values, 'frames') ?? 12, { min: 1, max: 240 }),
    perSecond: whole('fps', numberGiven(values, 'fps') ?? 12, { min: 1, max: 60 }),
    loop: values.loop === true,
    out,
    format,
    model: text('model'),
    device: oneOf('device', text('device'), deviceIds),
    help: values.help === true,
  }
}
