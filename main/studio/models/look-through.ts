import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** `models/Stable-diffusion/NAME`, `hub/models--OWNER--NAME/snapshots/COMMIT`: models lie no deeper. */
const deepest = 4
/** Of the hub's cache beside the snapshots, and what no model lies in. */
const passedOver = new Set(['blobs', 'refs', 'node_modules'])

export const isModelFolder = (folder: string): boolean => existsSync(join(folder, 'model_index.json'))
/** Not one of the many folders of PyTorch weights with the same index. */
const isOnnx = (folder: string): boolean =>
  isModelFolder(folder) && existsSync(join(folder, 'unet', 'model.onnx'))

/** Folders with a model in ONNX that lie within a folder, in the order of their paths; the folder itself among them. */
export async function lookThrough(folder: string, depth = deepest): Promise<string[]> {
  if (isOnnx(folder)) return [folder]
  if (depth === 0 || isModelFolder(folder)) return []
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names = entries
    .filter(entry => entry.isDirectory() || entry.isSymbolicLink())
    .map(({ name }) => name)
    .filter(name => !name.startsWith('.') && !passedOver.has(name))
    .sort()
  const found = await Promise.all(names.map(name => lookThrough(join(folder, name), depth - 1)))
  return found.flat()
}

/** What a person calls a model that lies there: the hub's cache has its names a folder higher up. */
export function nameOf(folder: string): string {
  const [, repository] = /[/\\]models--(?:.*--)?([^/\\]+?)[/\\]snapshots[/\\][^/\\]+$/.exec(folder) ?? []
  return repository ?? basename(folder)
}
