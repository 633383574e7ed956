import { readModelFolder } from '#engine/model/folder.ts'
import { checkKnobs } from '#engine/model/knobs.ts'
import type { Cell } from '#shared/grid/cells.ts'
import { modelFolder } from '../model-library.ts'

/**
 * The folder of every model that draws a cell; null stands for the grid's own, `own` its name or folder.
 * Errors: `invalid-input` for a model that is not installed, or a knob that the cell's model does not have.
 */
export async function foldersOf(cells: readonly Cell[], own: string): Promise<Map<string | null, string>> {
  const folders = new Map<string | null, string>()
  for (const { model } of cells) if (!folders.has(model)) folders.set(model, await modelFolder(model ?? own))
  for (const [model, folder] of folders) {
    const { studio } = await readModelFolder(folder)
    for (const cell of cells) if (cell.model === model) checkKnobs(studio?.knobs ?? [], cell.generation.knobs)
  }
  return folders
}
