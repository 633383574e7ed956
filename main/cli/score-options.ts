import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import { deviceIds } from '#shared/device-ids.ts'
import type { DeviceId } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { isPictureName } from '../studio/library/endings.ts'
import { oneOf } from './generate-options.ts'
import { numberGiven, parseOptions, whole, within } from './parse-options.ts'
import { readInput } from './read-input.ts'

/** What a command line of `reroll score` asks for. */
export type ScoreWish = {
  pictures: string[]
  texts: string[]
  device: DeviceId | undefined
  /** Whose scorer: a model by id or path, or a scorer's own folder. */
  model: string | undefined
  scorer: string | undefined
  /** Words to choose among; the scorer's own when there are none. */
  believes: { words: string[] | undefined; templates: string[] | undefined; top: number } | null
  missing: { threshold: number } | null
  heat: { out: string; grid: number; patch: number | undefined } | null
  json: boolean
  help: boolean
}

const options = {
  text: { type: 'string', multiple: true },
  model: { type: 'string' },
  scorer: { type: 'string' },
  device: { type: 'string' },
  believes: { type: 'string' },
  template: { type: 'string', multiple: true },
  top: { type: 'string' },
  missing: { type: 'boolean' },
  threshold: { type: 'string' },
  heat: { type: 'string' },
  grid: { type: 'string' },
  patch: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** What needs what else on the line. */
const needs: readonly (readonly [option: keyof typeof options, ...oneOf: (keyof typeof options)[]])[] = [
  ['missing', 'text'],
  ['heat', 'text'],
  ['template', 'believes'],
  ['top', 'believes'],
  ['threshold', 'missing'],
  ['grid', 'heat'],
  ['patch', 'heat'],
]

/** Errors: `invalid-input` for what cannot be meant. */
export function scoreOptions(args: readonly string[]): ScoreWish {
  const { values, positionals } = parseOptions(bareBelieves(args), options)
  const refuse = (why: string) => new StudioError('invalid-input', why)
  const given = (name: keyof typeof options) => values[name] as string | undefined
  const texts = (values.text ?? []) as string[]
  const believes = given('believes')
  for (const [option, ...others] of needs)
    if (!values.help && values[option] !== undefined && !others.some(name => values[name] !== undefined))
      throw refuse(`--${option} needs --${others.join(' or --')}`)
  if (!values.help && (!positionals.length || (!texts.length && believes === undefined)))
    throw refuse(
      'Pictures and at least one --text, or --believes, are needed: reroll score bird.png --text "a red bird"',
    )
  if (values.model !== undefined && values.scorer !== undefined)
    throw refuse('--model and --scorer both say whose scorer; leave one out')
  const heat = given('heat')
  if (heat !== undefined && (positionals.length !== 1 || texts.length !== 1))
    throw refuse('--heat needs exactly one picture and one --text')
  if (heat !== undefined && extname(heat).toLowerCase() !== '.png')
    throw refuse(`--heat must name a .png file, not ${heat}`)
  const patch = numberGiven(values, 'patch')
  return {
    pictures: positionals,
    texts,
    device: oneOf('device', given('device'), deviceIds),
    model: given('model'),
    scorer: given('scorer'),
    believes:
      believes === undefined
        ? null
        : {
            words: believes === '' ? undefined : wordsIn(believes),
            templates: values.template as string[] | undefined,
            top: whole('top', numberGiven(values, 'top') ?? 5, { min: 1, max: 100 }),
          },
    missing: values.missing
      ? {
          threshold: within('threshold', numberGiven(values, 'threshold') ?? 0.5, { min: 0, max: 1 }),
        }
      : null,
    heat:
      heat === undefined
        ? null
        : {
            out: heat,
            grid: whole('grid', numberGiven(values, 'grid') ?? 8, { min: 2, max: 64 }),
            patch: patch === undefined ? undefined : within('patch', patch, { min: 0.01, max: 1 }),
          },
    json: values.json === true,
    help: values.help === true,
  }
}

/** `--believes` alone means the scorer's own words: it takes no option and no picture for its list. */
const bareBelieves = (args: readonly string[]): string[] =>
  args.map((arg, i) => {
    const next = args[i + 1]
    const alone = next === undefined || next.startsWith('-') || isPictureName(next)
    return arg === '--believes' && alone ? '--believes=' : arg
  })

/** A file with a word on each line, else words with commas between. Errors: `invalid-input` where there are none. */
function wordsIn(list: string): string[] {
  const text = existsSync(list) ? new TextDecoder().decode(readInput(list)) : list
  const words = text
    .split(existsSync(list) ? /\r?\n/ : ',')
    .map(word => word.trim())
    .filter(word => word && !word.startsWith('#'))
  if (words.length) return words
  throw new StudioError('invalid-input', `--believes: no words in ${list}`)
}
