import { StudioError } from '../errors.ts'
import type { Generation } from '../generation.ts'
import type { Axis } from './axes.ts'

/** One picture of a grid, and its place in it: which value of each axis. */
export type Cell = {
  x: number
  y: number
  z: number
  generation: Generation
  /** By which model; null: the grid's own. */
  model: string | null
}
export type Axes = Readonly<Record<'x' | 'y' | 'z', Axis>>

export const mostCells = 2000

/** An axis that is not wanted: one value that changes nothing. */
export const noAxis: Axis = { name: '', values: [{ label: '', apply: to => to }] }

/**
 * Every picture of a grid, sheet after sheet and row after row. x changes settings last, so that a seed on one axis and
 * words on another do not get in each other's way. Errors: `invalid-input` for more than 2,000 cells.
 */
export function cellsOf(base: Generation, axes: Axes): Cell[] {
  const { x, y, z } = axes
  const count = x.values.length * y.values.length * z.values.length
  if (count > mostCells)
    throw new StudioError(
      'invalid-input',
      `A grid has at most ${mostCells} pictures; this one would have ${count}`,
    )
  return z.values.flatMap((sheet, k) =>
    y.values.flatMap((row, j) =>
      x.values.map((column, i) => ({
        ...{ x: i, y: j, z: k },
        generation: column.apply(row.apply(sheet.apply(base))),
        model: column.model ?? row.model ?? sheet.model ?? null,
      })),
    ),
  )
}
