import { type ParseArgsConfig, parseArgs } from 'node:util'
import { StudioError } from '#shared/errors.ts'
import { nearest } from '#shared/nearest.ts'
import { randomSeed, type Seed } from '#shared/seed.ts'

export type Options = NonNullable<ParseArgsConfig['options']>
export type Values = Record<string, string | boolean | string[] | undefined>
export type Arguments = { values: Values; positionals: string[] }

/** `--seed -1` is meant as `--seed=-1`; parseArgs would call it ambiguous. */
function joinNegative(args: readonly string[], options: Options): string[] {
  const out: string[] = []
  for (const arg of args) {
    const previous = out.at(-1)
    const name = /^--([\w-]+)$/.exec(previous ?? '')?.[1]
    if (name && options[name]?.type === 'string' && /^-[\d.]/.test(arg))
      out[out.length - 1] = `${previous}=${arg}`
    else out.push(arg)
  }
  return out
}

/**
 * Command line to options and the rest.
 * Errors: `invalid-input` for an unknown option (with the nearest that exists) or a missing value.
 */
export function parseOptions(args: readonly string[], options: Options): Arguments {
  const joined = joinNegative(args, options)
  const end = joined.indexOf('--')
  for (const arg of end < 0 ? joined : joined.slice(0, end)) {
    const name = /^--([^=]+)/.exec(arg)?.[1]
    if (name && !Object.hasOwn(options, name))
      throw new StudioError(
        'invalid-input',
        `unknown option --${name}; did you mean --${nearest(name, Object.keys(options))}? See reroll --help`,
      )
  }
  try {
    const { values, positionals } = parseArgs({ args: joined, options, allowPositionals: true, strict: true })
    return { values: values as Values, positionals }
  } catch (error) {
    throw new StudioError('invalid-input', `${(error as Error).message.split('\n')[0]} See reroll --help`)
  }
}

const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** A number as a person types it. Errors: `invalid-input` for anything else, NaN and Infinity among it. */
export function numberOption(name: string, text: string): number {
  const value = Number(text)
  if (!plainNumber.test(text.trim()) || !Number.isFinite(value))
    throw new StudioError('invalid-input', `--${name} must be a number, not "${text.slice(0, 40)}"`)
  return value
}

/** The same of an option that may be left out. */
export const numberGiven = (values: Values, name: string): number | undefined =>
  values[name] === undefined ? undefined : numberOption(name, String(values[name]))

type Range = { min: number; max: number }

/** Errors: `invalid-input` for a number outside the range, ends included. */
export function within(name: string, value: number, { min, max }: Range): number {
  if (value >= min && value <= max) return value
  throw new StudioError('invalid-input', `--${name} must be a number from ${min} to ${max}, not ${value}`)
}

/** Errors: `invalid-input` also for a number with a fraction. */
export function whole(name: string, value: number, { min, max }: Range): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value
  throw new StudioError(
    'invalid-input',
    `--${name} must be a whole number from ${min} to ${max}, not ${value}`,
  )
}

/** -1 draws one, as in A1111. */
export const seedOption = (text: string): Seed => (text === '-1' ? randomSeed() : text)
