import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, delimiter, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StudioError } from '#shared/errors.ts'
import { unknownMessage } from '#shared/nearest.ts'
import { dataFolder } from './folders.ts'
import { isModelFolder, lookThrough, nameOf } from './models/look-through.ts'
import { readPlaces } from './models/places.ts'

/** Who a model belongs to: this program, its models folder, a folder elsewhere that was added, one that is looked through. */
type Origin = 'shipped' | 'own' | 'linked' | 'watched'
export type InstalledModel = { id: string; folder: string; shipped: boolean; origin: Origin }

export const defaultModel = 'picturebook'

/** `models/` of this package, the same distance from the source and from the bundle; REROLL_SHIPPED names another. */
const shippedFolder = () => {
  if (process.env.REROLL_SHIPPED) return resolve(process.env.REROLL_SHIPPED)
  const beside = fileURLToPath(new URL('../models', import.meta.url))
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../models', import.meta.url))
}

/** The models folder: what is downloaded or copied lies here. */
export const modelsFolder = (): string => join(dataFolder(), 'models')

/** Where a person puts models of their own; REROLL_MODELS adds more folders, separated as in PATH. */
export const userModelFolders = (): string[] => {
  const more = (process.env.REROLL_MODELS ?? '').split(delimiter).filter(Boolean)
  return [...more.map(folder => resolve(folder)), modelsFolder()]
}

/**
 * Every model: the shipped ones first, then those of the folders of one's own, those that were added where they are, and
 * those of folders that are looked through. The first of a name wins among the folders of one's own; later ones get a
 * number behind their name.
 */
export async function installedModels(): Promise<InstalledModel[]> {
  const found: InstalledModel[] = []
  const shipped = shippedFolder()
  for (const place of [shipped, ...userModelFolders()]) {
    const origin = place === shipped ? 'shipped' : place === modelsFolder() ? 'own' : 'watched'
    const names = await readdir(place).catch(() => [])
    for (const id of names.sort())
      if (!id.startsWith('.') && isModelFolder(join(place, id)) && !found.some(model => model.id === id))
        found.push({ id, folder: join(place, id), shipped: place === shipped, origin })
  }
  const { links, folders } = await readPlaces()
  const add = (folder: string, origin: Origin) => {
    if (found.some(model => resolve(model.folder) === resolve(folder))) return
    const name = nameOf(folder)
    const isTaken = (id: string) => found.some(model => model.id === id)
    let id = name
    for (let n = 2; isTaken(id); n++) id = `${name}-${n}`
    found.push({ id, folder, shipped: false, origin })
  }
  for (const link of links) add(link, 'linked')
  for (const folder of folders) for (const one of await lookThrough(folder)) add(one, 'watched')
  return found
}

/** The folder of a model given by its id or by a path. Errors: `invalid-input` naming what there is. */
export async function modelFolder(idOrPath: string): Promise<string> {
  const models = await installedModels()
  const known =
    models.find(({ id }) => id === idOrPath) ?? models.find(({ folder }) => basename(folder) === idOrPath)
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
