import { type Field, numbersOf, type Source, textOf } from './wire.ts'

/** What a tensor claims of a file beside its graph. */
export type TensorClaim = { location: string; offset: number; bytes: number }

/** Says what is wrong with a tensor, as the end of a sentence that begins with its graph's name. */
export class TensorProblem extends Error {}

/** Field numbers of TensorProto. */
const no = { dims: 1, type: 2, name: 8, raw: 9, beside: 13, typed: [4, 5, 6, 7, 10, 11] } as const
const entry = { key: 1, value: 2 } as const

/** Bits of a number by ONNX's element type; strings (8) have none. */
const bits: Record<number, number> = {
  ...Object.fromEntries([1, 6, 12].map(type => [type, 32])),
  ...Object.fromEntries([2, 3, 9, 17, 18, 19, 20, 24].map(type => [type, 8])),
  ...Object.fromEntries([4, 5, 10, 16].map(type => [type, 16])),
  ...Object.fromEntries([7, 11, 13, 14].map(type => [type, 64])),
  15: 128,
  ...Object.fromEntries([21, 22, 23].map(type => [type, 4])),
  ...Object.fromEntries([25, 26].map(type => [type, 2])),
}

const rankLimit = 64
/** Exact as a double, and more than any disk holds. */
const mostElements = 2 ** 50

/**
 * Looks whether a tensor has as many numbers as it says, before anybody takes memory for them. Gives what it claims of
 * files beside the graph. Errors: `TensorProblem`.
 */
export function readTensor(
  source: Source,
  field: Field,
  within: (field: Field) => Iterable<Field>,
): TensorClaim[] {
  const dims: number[] = []
  let [type, name] = [0, '']
  let [raw, typed]: [number | null, number] = [null, 0]
  const beside: Record<'location' | 'offset' | 'length', string[]> = { location: [], offset: [], length: [] }
  let external = false
  for (const part of within(field)) {
    if (part.number === no.dims) {
      if (part.end - part.at <= 10 * rankLimit) dims.push(...numbersOf(source, part))
      if (dims.length > rankLimit || part.end - part.at > 10 * rankLimit)
        throw new TensorProblem(`has a tensor of more than ${rankLimit} dimensions`)
    } else if (part.number === no.type) type = part.value
    else if (part.number === no.name) name = textOf(source, part)
    else if (part.number === no.raw) raw = part.end - part.at
    else if ((no.typed as readonly number[]).includes(part.number)) typed += part.end - part.start
    else if (part.number === no.beside) {
      external = true
      const [key, value] = readEntry(source, part, within)
      if (Object.hasOwn(beside, key)) beside[key as keyof typeof beside].push(value)
      else if (key.startsWith('prepacked'))
        throw new TensorProblem(`brings "${name}" as one processor packed it; export the model without that`)
    }
  }
  const elements = dims.reduce((product, n) => product * n, 1)
  if (elements > mostElements || dims.some(n => n > mostElements))
    throw new TensorProblem(`has a tensor "${name}" of ${dims.join(' x ')} numbers, which is absurd`)
  const bytes = Math.ceil((elements * (bits[type] ?? 8)) / 8)
  if (external) return claimsOf(beside, bytes, name)
  // A byte holds four numbers of two bits at most.
  const missing = raw === null ? elements > 4 * typed : bits[type] !== undefined && raw !== bytes
  if (missing)
    throw new TensorProblem(
      `is damaged: its tensor "${name}" of ${dims.join(' x ')} numbers holds ${raw ?? typed} bytes; copy it again`,
    )
  return []
}

/** A key that comes twice counts in each way: which of them a reader takes is its own affair. */
function claimsOf(
  { location, offset, length }: Record<'location' | 'offset' | 'length', string[]>,
  bytes: number,
  name: string,
): TensorClaim[] {
  for (const number of [...offset, ...length])
    if (!/^\d{1,15}$/.test(number))
      throw new TensorProblem(
        `wants "${name}" from place "${number.slice(0, 40)}" of a file; expected a number`,
      )
  if (!location.length) throw new TensorProblem(`does not say in which file "${name}" lies`)
  const most = (numbers: readonly string[], least: number) => Math.max(least, ...numbers.map(Number))
  return location.map(file => ({ location: file, offset: most(offset, 0), bytes: most(length, bytes) }))
}

function readEntry(
  source: Source,
  field: Field,
  within: (field: Field) => Iterable<Field>,
): [key: string, value: string] {
  let [key, value] = ['', '']
  for (const part of within(field))
    if (part.number === entry.key) key = textOf(source, part)
    else if (part.number === entry.value) value = textOf(source, part)
  return [key, value]
}
