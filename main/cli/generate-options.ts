import { noDice } from '#shared/dice.ts'
import { type DeviceId, deviceIds } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { type Generation, generation, limits, vaeIds } from '#shared/generation.ts'
import { idOf, unknownMessage } from '#shared/nearest.ts'
import { usualReading } from '#shared/prompt/reading.ts'
import { rngKinds } from '#shared/rng-kinds.ts'
import { describeIssues } from '#shared/rpc.ts'
import { samplerNames } from '#shared/sampler-names.ts'
import { scheduleNames } from '#shared/schedule-names.ts'
import { randomSeed } from '#shared/seed.ts'
import { defaultModel } from '../studio/model-library.ts'
import { type BestChoice, bestOptions, parseBest } from './best-options.ts'
import { type ConditionChoice, conditionOptions, parseConditions } from './condition-options.ts'
import { diceOptions, parseDice, type RollDice } from './dice-options.ts'
import { steerOptions } from './knob-steer.ts'
import { type LoraChoice, loraOptions, parseLoras } from './lora-options.ts'
import { numberGiven, type Options, parseOptions, seedOption, type Values, whole } from './parse-options.ts'
import { readingGiven, readingOptions } from './reading-options.ts'
import { refinerGiven, refinerOptions } from './refiner-options.ts'

export const generateOptions = {
  negative: { type: 'string' },
  seed: { type: 'string' },
  'variation-seed': { type: 'string' },
  'variation-strength': { type: 'string' },
  steps: { type: 'string' },
  cfg: { type: 'string' },
  sampler: { type: 'string' },
  schedule: { type: 'string' },
  size: { type: 'string' },
  batch: { type: 'string' },
  'batch-size': { type: 'string' },
  model: { type: 'string' },
  device: { type: 'string' },
  rng: { type: 'string' },
  vae: { type: 'string' },
  knob: { type: 'string', multiple: true },
  ...readingOptions,
  ...diceOptions,
  ...steerOptions,
  ...conditionOptions,
  ...bestOptions,
  ...loraOptions,
  ...refinerOptions,
  out: { type: 'string' },
  frames: { type: 'string' },
  from: { type: 'string' },
  branch: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} satisfies Options

export type GenerateCommand = {
  /** What the command line says of the picture; the seed is missing when it is to be drawn. */
  generation: Omit<Generation, 'seed'> & { seed?: Generation['seed'] }
  /** Names of the settings that were given, for `--from`. */
  given: (keyof Generation)[]
  rollDice: RollDice | null
  /** Null leaves the conditions as they are. */
  conditions: ConditionChoice | null
  /** Null leaves the LoRAs of `--from` as they are. */
  loras: LoraChoice | null
  /** The options as they were typed, for what takes reading files. */
  values: Values
  model: string | undefined
  device: DeviceId | undefined
  batch: number
  batchSize: number
  out: string | undefined
  frames: string | undefined
  from: string | undefined
  /** After so many of its steps the picture that `--from` names is left. */
  branch: number | undefined
  /** Null draws what is said and nothing else. */
  best: BestChoice | null
  json: boolean
  help: boolean
}

/** Errors: `invalid-input` with what was expected. */
export function parseGenerate(args: readonly string[]): GenerateCommand {
  const { values, positionals } = parseOptions(args, generateOptions)
  const text = (name: keyof typeof generateOptions) => values[name] as string | undefined
  const number = (name: keyof typeof generateOptions) => numberGiven(values, name)
  const rollDice = parseDice(values)
  const loras = parseLoras(values)
  const refiner = refinerGiven(values)
  const given: Record<string, unknown> = {
    ...settingsGiven(values, positionals[0]),
    ...(loras && { loras: loras.loras }),
    ...(refiner !== undefined && { refiner }),
  }
  if (values.help !== true && positionals.length === 0 && !values.from)
    throw new StudioError(
      'invalid-input',
      'A prompt is needed: reroll generate "a red bird on a branch" ("" draws without words)',
    )
  if (positionals.length > 1)
    throw new StudioError(
      'invalid-input',
      `One prompt is expected, ${positionals.length} were given; put it in quotes: "${positionals.join(' ').slice(0, 80)}"`,
    )
  const parsed = generation.safeParse({
    seed: 0,
    reading: usualReading,
    ...given,
    ...(rollDice && { dice: rollDice(noDice) }),
  })
  if (!parsed.success) throw new StudioError('invalid-input', describeIssues(parsed.error.issues))
  const { seed, ...rest } = parsed.data
  return {
    generation: given.seed === undefined ? rest : { ...rest, seed },
    given: Object.keys(given) as (keyof Generation)[],
    rollDice,
    conditions: parseConditions(values),
    loras,
    values,
    model: text('model'),
    device: oneOf('device', text('device'), deviceIds),
    batch: whole('batch', number('batch') ?? 1, limits.count),
    batchSize: whole('batch-size', number('batch-size') ?? 1, limits.batchSize),
    out: notEmpty('out', text('out')),
    frames: notEmpty('frames', text('frames')),
    from: notEmpty('from', text('from')),
    branch: branchOption(number('branch'), values.from),
    best: parseBest(values),
    json: values.json === true,
    help: values.help === true,
  }
}

/** The settings that options name, as they were typed; the schema of a generation says whether they can be. */
export function settingsGiven(values: Values, prompt: string | undefined): Record<string, unknown> {
  const all = {
    prompt,
    negative: values.negative,
    seed: seedGiven(values, 'seed'),
    variation: variationOption(values),
    steps: numberGiven(values, 'steps'),
    guidance: numberGiven(values, 'cfg'),
    sampler: named('sampler', values.sampler as string | undefined, samplerNames),
    schedule: named('schedule', values.schedule as string | undefined, scheduleNames),
    ...sizeOption(values.size as string | undefined),
    rng: oneOf('rng', values.rng as string | undefined, rngKinds),
    vae: oneOf('vae', values.vae as string | undefined, vaeIds),
    reading: readingGiven(values),
    knobs: values.knob && Object.fromEntries((values.knob as string[]).map(knobOption)),
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

const seedGiven = (values: Values, name: string) =>
  values[name] === undefined ? undefined : seedOption(String(values[name]))

/** A seed alone or a strength alone says too little. */
function variationOption(values: Values): unknown {
  const strength = numberGiven(values, 'variation-strength')
  const seed = seedGiven(values, 'variation-seed')
  if (seed === undefined && strength === undefined) return undefined
  if (strength === undefined)
    throw new StudioError(
      'invalid-input',
      '--variation-seed needs --variation-strength as well, a number from 0 to 1 such as 0.2',
    )
  return { seed: seed ?? randomSeed(), strength }
}

function branchOption(step: number | undefined, from: Values[string]): number | undefined {
  if (step === undefined || from !== undefined) return step
  throw new StudioError(
    'invalid-input',
    '--branch needs a picture to branch off from: reroll generate --from bird.png --branch 8 --cfg 5',
  )
}

function sizeOption(text: string | undefined): { width?: number; height?: number } {
  if (text === undefined) return {}
  const match = /^(\d{1,6})[x×](\d{1,6})$/i.exec(text)
  if (!match)
    throw new StudioError(
      'invalid-input',
      `--size must be WIDTHxHEIGHT in pixels, such as 512x512, not "${text.slice(0, 40)}"`,
    )
  return { width: Number(match[1]), height: Number(match[2]) }
}

function knobOption(text: string): [string, number | string] {
  const at = text.indexOf('=')
  // A name such as __proto__ would not survive as a key.
  if (at < 1 || !/^[\p{L}\p{N}]/u.test(text))
    throw new StudioError(
      'invalid-input',
      `--knob must be NAME=VALUE, such as size=0.8, not "${text.slice(0, 40)}"`,
    )
  const value = text.slice(at + 1)
  return [text.slice(0, at), value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value]
}

function named<Id extends string>(
  what: string,
  text: string | undefined,
  names: Record<Id, string>,
): Id | undefined {
  if (text === undefined) return undefined
  const id = idOf(text, names)
  if (id) return id
  throw new StudioError('invalid-input', unknownMessage(what, text, Object.keys(names)))
}

export function oneOf<Id extends string>(
  what: string,
  text: string | undefined,
  choices: readonly Id[],
): Id | undefined {
  if (text === undefined || choices.includes(text as Id)) return text as Id | undefined
  throw new StudioError('invalid-input', unknownMessage(what, text, choices))
}

export function notEmpty(name: string, text: string | undefined): string | undefined {
  if (text?.trim() === '') throw new StudioError('invalid-input', `--${name} is empty; give a file or folder`)
  return text
}

export const modelOrDefault = (model: string | undefined): string => model ?? defaultModel
