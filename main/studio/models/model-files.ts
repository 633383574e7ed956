import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

export type Listed = { path: string; bytes: number }

/** Every file of a model's folder but hidden ones, by paths with forward slashes; links count as what they point at. */
export async function modelFiles(folder: string, within = ''): Promise<Listed[]> {
  const entries = await readdir(join(folder, within), { withFileTypes: true })
  const found: Listed[] = []
  for (const { name } of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (name.startsWith('.')) continue
    const path = within ? `${within}/${name}` : name
    const info = await stat(join(folder, path)).catch(() => null)
    if (info?.isDirectory()) found.push(...(await modelFiles(folder, path)))
    else if (info?.isFile()) found.push({ path, bytes: info.size })
  }
  return found
}

export const totalOf = (files: readonly { bytes: number }[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0)
