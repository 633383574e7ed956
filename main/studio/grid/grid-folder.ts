import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { pictureOrigin } from '#engine/png/picture-file.ts'
import { StudioError } from '#shared/errors.ts'
import { type Generation, generation } from '#shared/generation.ts'
import type { Cell } from '#shared/grid/cells.ts'
import { settledReading } from '#shared/prompt/settled-reading.ts'
import { same } from '#shared/same.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { readIfThere } from '../files/keep-aside.ts'

/** What a folder of pictures is a grid of; with it beside them, what was stopped goes on. */
const gridFile = z.strictObject({
  format: z.literal(1),
  axes: z.strictObject({ x: z.string(), y: z.string(), z: z.string() }),
  model: z.string(),
  /** What all pictures have in common; a seed that was drawn by lot among it. */
  base: generation,
  /** In a library: its pictures by their ids, in the order of the cells; null where none is drawn yet. */
  pictures: z
    .array(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
    )
    .optional(),
})
export type GridFile = z.output<typeof gridFile>

const nameOf = (folder: string) => join(folder, 'grid.json')

/**
 * The grid that a folder holds, or null. Errors: `invalid-input` for a `grid.json` that is none.
 */
export async function readGrid(folder: string): Promise<GridFile | null> {
  try {
    const text = await readIfThere(nameOf(folder))
    if (text === null) return null
    return gridFile.parse(JSON.parse(text))
  } catch {
    throw new StudioError(
      'invalid-input',
      `${nameOf(folder)} is no grid of this Reroll's; choose another folder`,
    )
  }
}

export const writeGrid = (folder: string, grid: GridFile): Promise<void> =>
  atomicWrite(nameOf(folder), `${JSON.stringify(grid, null, 1)}\n`)

const digits = (n: number) => String(n + 1).padStart(2, '0')
/** The file of a cell: sheet, row and column, counted from 1. */
export const cellFile = (folder: string, { x, y, z }: Pick<Cell, 'x' | 'y' | 'z'>): string =>
  join(folder, `z${digits(z)} y${digits(y)} x${digits(x)}.png`)

/** Whether a file is there that was drawn with these settings; anything else in its place is drawn anew. */
export async function isDrawn(file: string, wanted: Generation, model: string): Promise<boolean> {
  const bytes = await readFile(file).catch(() => null)
  if (!bytes) return false
  try {
    const origin = pictureOrigin(bytes, file)
    if (origin.kind !== 'reroll' || origin.record.model.id !== model) return false
    const { settings } = origin.record
    // The record says no reading that makes no difference.
    return Object.entries(settledReading(wanted)).every(
      ([name, value]) => value === undefined || same(settings[name as keyof typeof settings], value),
    )
  } catch {
    return false
  }
}
