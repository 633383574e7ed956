import { readdir, stat } from 'node:fs/promises'
import { delimiter, join, parse, resolve } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { dataFolder } from '../folders.ts'
import { userModelFolders } from '../model-library.ts'

export type InstalledLora = { name: string; file: string; bytes: number; changed: number }

/** `loras` in the data folder and beside a person's models; REROLL_LORAS adds more, separated as in PATH, and so do the settings. */
export const loraFolders = (more: readonly string[] = [], data: string = dataFolder()): string[] => {
  const named = (process.env.REROLL_LORAS ?? '').split(delimiter).filter(Boolean)
  const beside = userModelFolders().map(folder => join(folder, '..', 'loras'))
  return [...new Set([...more, ...named, join(data, 'loras'), ...beside].map(folder => resolve(folder)))]
}

const limits = { depth: 5, files: 20_000 }

/** Every .safetensors file in the folders and those within them; the first of a name wins. */
export async function installedLoras(folders: readonly string[]): Promise<InstalledLora[]> {
  const found = new Map<string, InstalledLora>()
  const look = async (folder: string, depth: number): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || found.size >= limits.files) continue
      const path = join(folder, entry.name)
      const { name, ext } = parse(entry.name)
      if (ext.toLowerCase() !== '.safetensors') {
        if (entry.isDirectory() && depth < limits.depth) await look(path, depth + 1)
        continue
      }
      const info = await stat(path).catch(() => null)
      if (info?.isFile() && !found.has(name))
        found.set(name, { name, file: path, bytes: info.size, changed: info.mtimeMs })
    }
  }
  for (const folder of folders) await look(folder, 0)
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name))
}

/** The files of LoRAs by their names. Errors: `model-missing` naming every one that is not there. */
export async function filesOfLoras(
  names: readonly string[],
  folders: readonly string[],
): Promise<Record<string, string>> {
  if (names.length === 0) return {}
  const installed = new Map((await installedLoras(folders)).map(({ name, file }) => [name, file]))
  const missing = names.filter(name => !installed.has(name))
  if (missing.length)
    throw new StudioError(
      'model-missing',
      `${missing.length > 1 ? 'The LoRAs' : 'The LoRA'} ${missing.map(name => `"${name}"`).join(', ')} ${missing.length > 1 ? 'are' : 'is'} not among the installed ones; put the file into ${folders[0]}, or leave it out`,
    )
  return Object.fromEntries(names.map(name => [name, installed.get(name)!]))
}
