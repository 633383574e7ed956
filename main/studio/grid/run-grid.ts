import { planOf } from '#shared/grid/plan.ts'
import type { JobGrid } from '#shared/studio/grids.ts'
import { timeLeft } from '#shared/time-left.ts'
import { type JobUpdate, type RunOptions, runJob, type Shelf } from '../jobs/run-job.ts'
import { writeGrid } from './grid-folder.ts'
import { folderOfGrid, openGrid } from './library-grids.ts'

export type RunGridOptions = Omit<RunOptions, 'folder' | 'shelf'> & {
  grid: JobGrid
  shelf: Shelf & { folder: string; has: (id: string) => boolean }
  /** Errors: `invalid-input` for a model that is not installed. */
  folderOf: (model: string) => Promise<string>
}

/**
 * Draws the cells of a grid one by one, each into the library; which picture is whose stands in the grid's record before
 * the picture is told. What the record names and the library has is not drawn again. Errors: as `runJob`.
 */
export async function runGrid(options: RunGridOptions): Promise<void> {
  const { job, grid, shelf, folderOf, signal, onUpdate } = options
  const { model, generation: base } = job.request
  const { cells } = planOf(base, grid.axes)
  await shelf.requireWritable()
  const about = { axes: grid.axes, model, base }
  const record = await openGrid(shelf.folder, grid.id, about)
  const kept = cells.map((_, i) => record.pictures?.[i] ?? null)
  const save = () => writeGrid(folderOfGrid(shelf.folder, grid.id), { ...record, pictures: kept })
  const isThere = (i: number) => kept[i] !== null && shelf.has(kept[i]!)
  const ends = [performance.now()]
  const first = job.pictures.length
  for (const [i, cell] of cells.entries()) {
    signal.throwIfAborted()
    if (i < first) continue
    if (isThere(i)) {
      onUpdate({ kind: 'picture', image: i, picture: kept[i]! })
      continue
    }
    const left = cells.filter((_, at) => at > i && !isThere(at)).length
    let picture: string | null = null
    const told = (update: JobUpdate) => {
      if (update.kind === 'warning') onUpdate(update)
      else if (update.kind === 'picture') picture = update.picture
      else if (update.kind === 'step') {
        const each = timeLeft(ends, 1)
        const own = update.msLeft
        const msLeft =
          own === null
            ? null
            : own + left * (each ?? (own / Math.max(1, update.of - update.step)) * update.of)
        onUpdate({ ...update, image: i, images: cells.length, msLeft })
      } else onUpdate({ ...update, image: i })
    }
    await runJob({
      ...options,
      // A name of its own for each: what was finished when the program went down is taken in by it.
      job: {
        ...job,
        id: `${job.id}-${i}`,
        pictures: [],
        request: { ...job.request, generation: cell.generation, count: 1 },
      },
      folder: await folderOf(cell.model ?? model),
      onUpdate: told,
    })
    ends.push(performance.now())
    kept[i] = picture
    await save()
    if (picture) onUpdate({ kind: 'picture', image: i, picture })
  }
}
