import { spread } from './table.ts'

/** A row of a table: what was done, and its median, shortest and longest time in ms. */
export const row = (name: string, times: readonly number[]): string[] => {
  const { median, min, max } = spread(times)
  return [name, ...[median, min, max].map(ms => `${ms.toFixed(ms < 10 ? 2 : 0)} ms`)]
}
