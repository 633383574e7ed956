import { createHash } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { canonical } from '#shared/same.ts'
import { gridId } from '#shared/studio/grids.ts'
import { readable } from '../library/file-name.ts'
import { gridsFolder } from '../library/picture-files.ts'
import { type GridFile, readGrid, writeGrid } from './grid-folder.ts'

type About = Pick<GridFile, 'axes' | 'model' | 'base'>

/** The same axes of the same settings are the same grid, whenever they are asked for. */
export const idOfGrid = ({ axes, model, base }: About): string =>
  `${readable(base.prompt)} ${createHash('sha256')
    .update(canonical([axes, model, base]))
    .digest('hex')
    .slice(0, 8)}`

/** Where a grid of a library has its record and its sheets. */
export const folderOfGrid = (library: string, id: string): string => join(library, gridsFolder, id)

/** Errors: `invalid-input` when there is none, or it cannot be read. */
export async function gridOf(library: string, id: string): Promise<GridFile> {
  const grid = await readGrid(folderOfGrid(library, id))
  if (!grid) throw new StudioError('invalid-input', `There is no grid ${id} in this library any more`)
  return grid
}

/** The grid with what it has already; where it is new, its record is written. Errors: `not-writable`, `disk-full`. */
export async function openGrid(library: string, id: string, about: About): Promise<GridFile> {
  const before = await readGrid(folderOfGrid(library, id))
  if (before) return before
  const grid: GridFile = { format: 1, ...about, pictures: [] }
  await writeGrid(folderOfGrid(library, id), grid)
  return grid
}

/**
 * Every grid of a library with the time of its record, the last changed first; what is no grid is left out, and
 * `onUnread` hears why of a record that cannot be read.
 */
export async function listGrids(
  library: string,
  onUnread: (error: Error) => void = () => {},
): Promise<{ id: string; grid: GridFile; changed: number }[]> {
  const names = await readdir(join(library, gridsFolder)).catch(() => [])
  const found = await Promise.all(
    names
      .filter(name => gridId.safeParse(name).success)
      .map(async id => {
        const folder = folderOfGrid(library, id)
        const grid = await readGrid(folder).catch((error: Error) => {
          onUnread(error)
          return null
        })
        const info = grid && (await stat(join(folder, 'grid.json')).catch(() => null))
        return info ? [{ id, grid: grid!, changed: Math.round(info.mtimeMs) }] : []
      }),
  )
  return found.flat().sort((a, b) => b.changed - a.changed)
}

/** Its record and its sheets; what somebody else put there stays. */
export async function removeGrid(library: string, id: string): Promise<void> {
  const folder = folderOfGrid(library, id)
  for (const name of await readdir(folder).catch(() => []))
    if (name === 'grid.json' || /^sheet( \d+)?\.png$/.test(name))
      await rm(join(folder, name), { force: true })
  const left = await readdir(folder).catch(() => [''])
  if (!left.length) await rm(folder, { recursive: true, force: true })
}
