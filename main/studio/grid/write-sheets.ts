import { join } from 'node:path'
import { shrinkTo } from '#engine/area-average.ts'
import type { Picture } from '#engine/pipeline/decode.ts'
import type { Axes, Cell } from '#shared/grid/cells.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { cellSize, gridSheet } from './grid-sheet.ts'

export type SheetsOptions = {
  folder: string
  axes: Axes
  /** Above every sheet, before what z says. */
  title: string
  /** Null where there is none yet. */
  read: (cell: Pick<Cell, 'x' | 'y' | 'z'>) => Promise<Picture | null>
  /** Only the sheet of this value of z. */
  only?: number
}

/** A sheet for each value of z with what every row and column stands for, `sheet.png` or `sheet 1.png`...; gives their paths. */
export async function writeSheets({ folder, axes, title, read, only }: SheetsOptions): Promise<string[]> {
  const [columns, rows] = [axes.x, axes.y].map(({ values }) => values.map(({ label }) => label)) as [
    string[],
    string[],
  ]
  const files: string[] = []
  for (const [z, sheet] of axes.z.values.entries()) {
    if (only !== undefined && z !== only) continue
    const first = await firstOf(z, columns.length, rows.length, read)
    const cell = cellSize(first, columns.length, rows.length)
    const file = join(folder, axes.z.values.length > 1 ? `sheet ${z + 1}.png` : 'sheet.png')
    const pictureAt = async (x: number, y: number) => {
      const picture = await read({ x, y, z })
      return picture && shrinkTo(picture, Math.min(cell.width, cell.height))
    }
    const said = [title, sheet.label].filter(Boolean).join(' · ')
    await atomicWrite(file, await gridSheet({ title: said, columns, rows, pictureAt }, cell))
    files.push(file)
  }
  return files
}

/** The first picture that there is tells how large the others will be. */
async function firstOf(z: number, columns: number, rows: number, read: SheetsOptions['read']) {
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const picture = await read({ x, y, z })
      if (picture) return picture
    }
  return { width: 128, height: 128 }
}
