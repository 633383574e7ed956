import * as z from 'zod'
import { oneOf, type Roll } from './roll.ts'

type Schema = {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  propertyNames?: Schema
  items?: Schema
  prefixItems?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  pattern?: string
  minimum?: number
  maximum?: number
  minItems?: number
  $ref?: string
  $defs?: Record<string, Schema>
}

/** Values by the name of their property: what makes some of the messages mean something, and keeps the others small. */
export type Known = Record<string, readonly unknown[]>

const deep = (levels: number): unknown => {
  let value: unknown = []
  for (let n = 0; n < levels; n++) value = n % 2 ? { a: value } : [value]
  return value
}

/** What is seldom what is meant. No path in it leads to a folder. */
const rubbish: readonly unknown[] = [
  null,
  undefined,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '',
  ' ',
  '__proto__',
  'constructor',
  '../../../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  'C:\\Windows\\win.ini',
  'a\0b',
  '\ud800',
  'x'.repeat(30_000),
  '(((((((((((((('.repeat(100),
  "'; DROP TABLE pictures; --",
  '%s%n${{{`',
  [],
  {},
  [[[[]]]],
  deep(60),
  { __proto__: null, toString: 1, constructor: { prototype: 1 } },
  new Uint8Array(0),
  new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
  new Float32Array([1, Number.NaN]),
  new Date(Number.NaN),
]

/** Something that nearly is what a zod schema asks for, or not at all: every part of it may be wrong. */
export function fuzzedInput(schema: z.ZodType, known: Known, roll: Roll): unknown {
  const whole = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Schema
  // A third is as asked for in every part, as far as can be told: those reach the work behind the door.
  const clean = roll(3) === 0
  return partOf(whole, whole, known, clean ? () => false : () => roll(12) === 0, roll, '')
}

function partOf(
  schema: Schema,
  whole: Schema,
  known: Known,
  isWrong: () => boolean,
  roll: Roll,
  name: string,
): unknown {
  const part = (one: Schema, at = name) => partOf(one, whole, known, isWrong, roll, at)
  if (isWrong()) return oneOf(rubbish, roll)
  const given = known[name]
  if (given && roll(10)) return oneOf(given, roll)
  if (schema.$ref) return part(whole.$defs?.[schema.$ref.replace('#/$defs/', '')] ?? whole)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return part(oneOf(choices, roll))
  if (schema.enum) return oneOf(schema.enum, roll)
  if ('const' in schema) return schema.const
  const type = Array.isArray(schema.type) ? oneOf(schema.type, roll) : schema.type
  const from = schema.minimum ?? 0
  switch (type) {
    case 'object': {
      const entries = Object.entries(schema.properties ?? {}).filter(
        ([key]) => roll(schema.required?.includes(key) ? 40 : 3) !== 0,
      )
      const object = Object.fromEntries(entries.map(([key, one]) => [key, part(one, key)]))
      if (typeof schema.additionalProperties === 'object' && schema.propertyNames && roll(2))
        Object.defineProperty(object, oneOf(['a', '__proto__', 'x'.repeat(300), 'size'], roll), {
          value: part(schema.additionalProperties, ''),
          enumerable: true,
        })
      if (isWrong()) object.more = oneOf(rubbish, roll)
      return object
    }
    case 'array': {
      if (schema.prefixItems) return schema.prefixItems.map(one => part(one))
      const length = (schema.minItems ?? 0) + roll(3)
      return Array.from({ length }, () => part(schema.items ?? {}, name))
    }
    case 'string':
      return schema.pattern?.includes('64')
        ? 'ab'.repeat(32)
        : oneOf(['a bird', 'b', '1', 'a, b (c:1.2)'], roll)
    case 'number':
      return from + (Math.min(schema.maximum ?? 100, 100) - from) * (roll(1000) / 1000)
    case 'integer':
      return from + roll(Math.min(schema.maximum ?? 100, 100) - from + 1)
    case 'boolean':
      return roll(2) === 0
    case 'null':
      return null
    default:
      return roll(2) ? oneOf(rubbish, roll) : undefined
  }
}
