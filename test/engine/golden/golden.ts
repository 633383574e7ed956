import { readFileSync } from 'node:fs'

/** A file of this folder, parsed; every test says what it expects to find in it. */
export const golden = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T

/** The largest difference between two lists, as a share of the largest expected value. */
export function relativeError(actual: ArrayLike<number>, expected: readonly number[]): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY
  const scale = Math.max(...expected.map(Math.abs))
  return expected.reduce((worst, value, i) => {
    const error = Math.abs(actual[i]! - value) / scale
    return error <= worst ? worst : error
  }, 0)
}
