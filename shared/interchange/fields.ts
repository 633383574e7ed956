import * as z from 'zod'
import { type Seed, seed } from '../seed.ts'
import type { Unmapped } from './foreign.ts'
import { isRecord, type Json } from './json.ts'
import { whyNot } from './why-not.ts'

/** Readers of single values: undefined for what is not as expected, so that one odd value takes no other along. */
const lenient =
  <T>(schema: z.ZodType<T>) =>
  (value: unknown): T | undefined =>
    schema.safeParse(value).data

const digits = z
  .string()
  .trim()
  .regex(/^[+-]?(\d{1,20}\.?\d{0,40}|\.\d{1,40})(e[+-]?\d{1,3})?$/i)
  .transform(Number)

export const textOf = lenient(z.string().transform(text => text.trim()))
/** A number, or its digits as a text. */
export const numberOf = lenient(z.union([z.number(), digits]).pipe(z.number()))
/** As Python and JSON write it: whole, or with a fraction of nothing. */
export const seedOf = (value: unknown): Seed | undefined =>
  seed.safeParse(typeof value === 'string' ? value.trim().replace(/\.0+$/, '') : value).data

export const recordOf = (value: unknown): Json | undefined => (isRecord(value) ? value : undefined)
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, 1000) : [])

/** The last part of a path of either kind, without what model files are called. */
export const modelName = (path: string | undefined | null): string | null => {
  const name = path
    ?.split(/[\\/]/)
    .at(-1)
    ?.replace(/\.(safetensors|ckpt|pt|pth|gguf|sft|onnx)$/i, '')
    .trim()
  return name || null
}

const shown = 200

function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > shown ? `${text.slice(0, shown)}…` : text
}

export const unmapped = (name: string, value: unknown, why = whyNot(name)): Unmapped => ({
  name: name.slice(0, 80),
  value: valueText(value),
  why,
})

const silent: ReadonlySet<unknown> = new Set([null, undefined, '', false, 'None', 'Default (model)'])
const says = (value: unknown): boolean => !silent.has(value) && !(Array.isArray(value) && value.length === 0)

/** At most so many entries a picture: what is beyond is counted in one. */
const most = 100

/**
 * Everything in a record that says something and was not read; `neutral` are the values that change nothing, which
 * programs write all the same.
 */
export function leftOver(
  record: Json | ReadonlyMap<string, unknown>,
  read: ReadonlySet<string>,
  neutral: Readonly<Record<string, unknown>> = {},
): Unmapped[] {
  const entries = record instanceof Map ? [...record] : Object.entries(record)
  const changes = (name: string, value: unknown) => !(Object.hasOwn(neutral, name) && neutral[name] === value)
  const rest = entries.filter(([name, value]) => !read.has(name) && says(value) && changes(name, value))
  const told = rest.slice(0, most).map(([name, value]) => unmapped(name, value))
  if (rest.length > most)
    told.push(unmapped('…', `${rest.length - most} more`, 'more than a picture of that program has'))
  return told
}
