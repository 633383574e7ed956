import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StudioError } from '#shared/errors.ts'
import { unknownMessage } from '#shared/nearest.ts'

export type InstalledModel = { id: string; folder: string; shipped: boolean }

export const defaultModel = 'picturebook'

/** `models/` of this package: the same distance from the source and from the bundle. */
const shippedFolder = () => {
  const beside = fileURLToPath(new URL('../models', import.meta.url))
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../models', import.meta.url))
}

const dataFolders: Partial<Record<NodeJS.Platform, () => string>> = {
  darwin: () => join(homedir(), 'Library', 'Application Support', 'Reroll'),
  win32: () => join(process.env.APPDATA || join(homedir(), 'AppData', 'Roaming'), 'Reroll'),
}

/** Where a person puts models of their own; REROLL_MODELS adds more folders, separated as in PATH. */
export const userModelFolders = (): string[] => {
  const data =
    dataFolders[process.platform]?.() ??
    join(process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'reroll')
  const more = (process.env.REROLL_MODELS ?? '').split(delimiter).filter(Boolean)
  return [...more.map(folder => resolve(folder)), join(data, 'models')]
}

/** Every folder with a model_index.json, the shipped ones first; the first of a name wins. */
export async function installedModels(): Promise<InstalledModel[]> {
  const found: InstalledModel[] = []
  const shipped = shippedFolder()
  for (const place of [shipped, ...userModelFolders()]) {
    const names = await readdir(place).catch(() => [])
    for (const id of names.sort())
      if (existsSync(join(place, id, 'model_index.json')) && !found.some(model => model.id === id))
        found.push({ id, folder: join(place, id), shipped: place === shipped })
  }
  return found
}

/** The folder of a model given by its id or by a path. Errors: `invalid-input` naming what there is. */
export async function modelFolder(idOrPath: string): Promise<string> {
  const models = await installedModels()
  const known = models.find(({ id }) => id === idOrPath)
  if (known) return known.folder
  if (isAbsolute(idOrPath) || /[/\\]/.test(idOrPath) || existsSync(idOrPath)) return resolve(idOrPath)
  throw new StudioError(
    'invalid-input',
    unknownMessage(
      'model',
      idOrPath,
      models.map(({ id }) => id),
    ),
  )
}
