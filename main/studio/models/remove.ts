import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { writeProblem } from '#engine/files/problem.ts'
import { StudioError } from '#shared/errors.ts'
import { freeName } from '../files/free-name.ts'
import { type InstalledModel, installedModels, modelsFolder } from '../model-library.ts'
import { upscalerAt, upscalersPlace } from './look-for-upscalers.ts'
import { modelFiles, totalOf } from './model-files.ts'
import { changePlaces, withoutPath } from './places.ts'
import { readRecord, writeRecord } from './records.ts'

export const trashFolder = (): string => join(modelsFolder(), '.trash')

/** Only what was downloaded or copied is moved; what lies elsewhere is forgotten, and its files are left alone. */
export async function removeModel(id: string): Promise<{ trashed: string | null }> {
  const model = (await installedModels()).find(one => one.id === id)
  if (!model) throw new StudioError('invalid-input', `There is no model called ${id}`)
  const { folder, origin } = model
  if (origin === 'linked') {
    await changePlaces(({ links }) => ({ links: withoutPath(links, folder) }))
    return { trashed: null }
  }
  if (origin !== 'own') throw new StudioError('invalid-input', whyNot(model))
  const name = freeName(trashFolder(), basename(folder))
  await moveRecorded(folder, join(trashFolder(), name))
  return { trashed: name }
}

const whyNot = ({ id, folder, origin }: InstalledModel) =>
  origin === 'shipped'
    ? `${id} comes with Reroll and stays`
    : `${id} lies in a folder that is looked through, and Reroll deletes nothing there: stop looking through that folder, or delete ${folder} yourself`

/** Back to where it was. Gives its name there. */
export async function restoreModel(trashed: string): Promise<string> {
  // A name, never a way out of these folders.
  const wanted = basename(trashed)
  const from = join(trashFolder(), wanted)
  const home = (await upscalerAt(from)) ? join(modelsFolder(), upscalersPlace) : modelsFolder()
  const name = freeName(home, wanted)
  await moveRecorded(from, join(home, name))
  return name
}

async function moveRecorded(from: string, to: string): Promise<void> {
  const record = await readRecord(from)
  try {
    await mkdir(dirname(to), { recursive: true })
    await rename(from, to)
    await utimes(to, new Date(), new Date()).catch(() => {})
  } catch (error) {
    throw writeProblem(from, error)
  }
  if (record) await writeRecord({ ...record, folder: to })
}

export type ModelTrash = { models: number; bytes: number }

export async function modelTrash(): Promise<ModelTrash> {
  const names = await readdir(trashFolder()).catch(() => [])
  const sizes = await Promise.all(
    names.map(async name => totalOf(await modelFiles(join(trashFolder(), name)).catch(() => []))),
  )
  return { models: names.length, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) }
}

/** Deletes for good what has lain in the trash for so many days. */
export async function emptyModelTrash(days = 0, now = Date.now()): Promise<void> {
  for (const name of await readdir(trashFolder()).catch(() => [])) {
    const folder = join(trashFolder(), name)
    const since = (await stat(folder).catch(() => null))?.mtimeMs ?? now
    if (now - since >= days * 86_400_000)
      await rm(folder, { recursive: true, force: true }).catch(error => {
        throw writeProblem(folder, error)
      })
  }
}
