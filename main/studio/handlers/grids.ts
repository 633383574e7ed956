import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { decodeRgb } from '#engine/png/pixels.ts'
import { StudioError } from '#shared/errors.ts'
import type { Cell } from '#shared/grid/cells.ts'
import { type GridPlan, planOf } from '#shared/grid/plan.ts'
import { gridOf as gridOfJob } from '#shared/studio/jobs.ts'
import { foldersOf } from '../grid/folders-of.ts'
import type { GridFile } from '../grid/grid-folder.ts'
import { folderOfGrid, gridOf, idOfGrid, listGrids, openGrid, removeGrid } from '../grid/library-grids.ts'
import { writeSheets } from '../grid/write-sheets.ts'
import type { StudioHandlers } from '../host.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Shelf } from '../library/shelf.ts'
import type { LibrarySwitch } from '../library-switch.ts'

type Names = Extract<keyof StudioHandlers, `grids.${string}`>
type About = Pick<GridFile, 'axes' | 'model' | 'base'>

/** So many pictures stand for a grid in a list. */
const shown = 9

export function gridHandlers(
  shelf: Shelf,
  libraries: LibrarySwitch,
  jobs: Jobs,
  kept: { flush(): Promise<void> },
  onProblem: (sentence: string) => void,
): Pick<StudioHandlers, Names> {
  const picturesOf = (grid: GridFile, cells: number) =>
    Array.from({ length: cells }, (_, i) => {
      const id = grid.pictures?.[i]
      return id && shelf.now().has(id) ? id : null
    })
  const told = new Set<string>()
  /** Once; the record is left as it is. */
  const unread = ({ message }: Error) => {
    if (!told.has(message)) onProblem(message)
    told.add(message)
  }
  const openJobOf = (id: string) =>
    jobs.queue().jobs.find(job => gridOfJob(job)?.id === id && /waiting|running/.test(job.state))
  const begin = async (about: About, id: string) => {
    const library = await libraries.now()
    await library.requireWritable()
    const { cells } = await judged(about)
    await openGrid(library.folder, id, about)
    const open = openJobOf(id)
    if (open) return { id, job: open.id }
    const { axes, model, base } = about
    const [job] = jobs.add([{ model, generation: base, count: cells.length, grid: { id, axes } }], false)
    // As every job: on disk before it is answered.
    await kept.flush()
    return { id, job: job! }
  }
  return {
    'grids.check': async ({ model, generation: base, axes }) => {
      const about = { model, base, axes }
      const { cells, warnings } = await judged(about)
      const there = await gridOf(shelf.now().folder, idOfGrid(about)).catch(() => null)
      const drawn = there ? picturesOf(there, cells.length).filter(Boolean).length : 0
      return { cells: cells.length, drawn, warnings }
    },
    'grids.add': ({ model, generation: base, axes }) => {
      const about = { model, base, axes }
      return begin(about, idOfGrid(about))
    },
    'grids.resume': async ({ id }) => {
      const { job } = await begin(await gridOf(shelf.now().folder, id), id)
      return { job }
    },
    'grids.list': async () =>
      (await listGrids(shelf.now().folder, unread)).flatMap(({ id, grid, changed }) => {
        const cells = sizeOf(grid)
        if (!cells) return []
        const there = picturesOf(grid, cells).filter(picture => picture !== null)
        const { axes, model, base } = grid
        const card = { id, prompt: base.prompt, model, axes, cells, drawn: there.length, changed }
        return [{ ...card, pictures: there.slice(0, shown) }]
      }),
    'grids.get': async ({ id }) => {
      const { folder } = shelf.now()
      const grid = await gridOf(folder, id)
      const { cells } = planOf(grid.base, grid.axes)
      const { axes, model, base } = grid
      return {
        id,
        axes,
        model,
        base,
        pictures: picturesOf(grid, cells.length),
        folder: folderOfGrid(folder, id),
      }
    },
    'grids.sheet': async ({ id, z }) => {
      const library = await libraries.now()
      await library.requireWritable()
      const grid = await gridOf(library.folder, id)
      const { axes, cells } = planOf(grid.base, grid.axes)
      if (z >= axes.z.values.length)
        throw new StudioError('invalid-input', `This grid has ${axes.z.values.length} sheets`)
      const pictures = picturesOf(grid, cells.length)
      const placeOf = ({ x, y, z }: Pick<Cell, 'x' | 'y' | 'z'>) =>
        (z * axes.y.values.length + y) * axes.x.values.length + x
      const read = async (cell: Pick<Cell, 'x' | 'y' | 'z'>) => {
        const picture = pictures[placeOf(cell)]
        if (!picture) return null
        const file = await library.pngOf(picture)
        return decodeRgb(new Uint8Array(await readFile(file)), basename(file))
      }
      const folder = folderOfGrid(library.folder, id)
      const [file] = await writeSheets({ folder, axes, title: grid.base.prompt, read, only: z })
      const png = await readFile(file!)
      return { name: `${id} ${basename(file!)}`, file: file!, png }
    },
    'grids.remove': async ({ id }) => {
      const library = await libraries.now()
      await library.requireWritable()
      const open = openJobOf(id)
      if (open) jobs.cancel([open.id])
      await removeGrid(library.folder, id)
    },
  }
}

/** 0 for one that a person has changed into nonsense. */
function sizeOf({ base, axes }: GridFile): number {
  try {
    return planOf(base, axes).cells.length
  } catch {
    return 0
  }
}

/** Errors: `invalid-input` for settings, knobs or models that cannot be, before anything is drawn. */
async function judged({ base, axes, model }: About): Promise<GridPlan> {
  if (!axes.x && !axes.y)
    throw new StudioError('invalid-input', 'A grid needs a setting that goes across or down')
  const plan = planOf(base, axes)
  await foldersOf(plan.cells, model)
  return plan
}
