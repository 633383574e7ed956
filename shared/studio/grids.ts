import * as z from 'zod'
import { method } from '../contract.ts'
import { generation } from '../generation.ts'
import type { AxesSaid } from '../grid/plan.ts'
import type { JobId } from './jobs.ts'
import type { PictureId } from './pictures.ts'

const said = z.string().max(5000)
/** Axes as a person types them, `seed=1..4`; empty where there is none. */
const axesSaid = z.strictObject({ x: said, y: said, z: said })

/** The name of a grid's folder within the library: words, then what it is a grid of, hashed. */
export const gridId = z
  .string()
  .max(300)
  .regex(/^[^/\\.][^/\\]* [0-9a-f]{8}$/, 'a grid is called by words and 8 hexadecimal digits')
export type GridId = string

/** Of whom a job draws: which grid, and its axes. */
export const jobGrid = z.strictObject({ id: gridId, axes: axesSaid })
export type JobGrid = z.output<typeof jobGrid>

const asked = { model: z.string().min(1), generation, axes: axesSaid }

export type GridCheck = {
  cells: number
  /** Of these, how many a grid of the same name has already. */
  drawn: number
  warnings: string[]
}

export type GridCard = {
  id: GridId
  prompt: string
  model: string
  axes: AxesSaid
  cells: number
  drawn: number
  /** Milliseconds since 1970: when something last came to it. */
  changed: number
  /** Some of its pictures, the first ones. */
  pictures: PictureId[]
}

export type GridDetail = {
  id: GridId
  model: string
  axes: AxesSaid
  /** What all pictures have in common. */
  base: z.output<typeof generation>
  /** In the order of the cells; null for what is not drawn, or is no longer in the library. */
  pictures: (PictureId | null)[]
  folder: string
}

export const gridsContract = {
  /** Errors: `invalid-input` with what was expected, `model-missing`. */
  'grids.check': method<GridCheck>()(z.strictObject(asked)),
  /** Writes down what it is a grid of and puts the drawing into the queue. The same again goes on with what is there. */
  'grids.add': method<{ id: GridId; job: JobId }>()(z.strictObject(asked)),
  /** Draws what is missing. */
  'grids.resume': method<{ job: JobId }>()(z.strictObject({ id: gridId })),
  /** The last changed first; what cannot be read is left out. */
  'grids.list': method<GridCard[]>()(z.void()),
  /** Errors: `invalid-input` when there is none, or its record cannot be read. */
  'grids.get': method<GridDetail>()(z.strictObject({ id: gridId })),
  /** Writes the labelled sheet of one value of z (from 0) beside the record, and gives it. */
  'grids.sheet': method<{ name: string; file: string; png: Uint8Array }>()(
    z.strictObject({ id: gridId, z: z.int().min(0).default(0) }),
  ),
  /** Forgets the grid and its sheets; its pictures stay in the library. */
  'grids.remove': method<void>()(z.strictObject({ id: gridId })),
}
