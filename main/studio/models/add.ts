import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, join, resolve, sep } from 'node:path'
import { writeProblem } from '#engine/files/problem.ts'
import { readModelFolder } from '#engine/model/folder.ts'
import { cancelled, StudioError } from '#shared/errors.ts'
import type { BytesEvent } from '#shared/studio/models.ts'
import { freeName } from '../files/free-name.ts'
import { checkFits } from '../free-space.ts'
import { modelsFolder } from '../model-library.ts'
import { byteProgress } from './byte-progress.ts'
import { copyAndSum, sumOf } from './copy-file.ts'
import { upscalersIn } from './look-for-upscalers.ts'
import { lookThrough, nameOf } from './look-through.ts'
import { modelFiles, totalOf } from './model-files.ts'
import { changePlaces, withPath } from './places.ts'
import { type ModelRecord, writeRecord } from './records.ts'

export type AddOptions = {
  signal: AbortSignal
  onEvent: (event: BytesEvent) => void
}

/**
 * Adds a model where it lies. Nothing is written there; its sums are kept beside the settings.
 * Errors: `model-missing`, `model-broken` for what is no model; `cancelled`, after which nothing was added.
 */
export async function linkModel(path: string, { signal, onEvent }: AddOptions): Promise<string> {
  const { path: folder } = await modelAt(path)
  const files = await recordOf(folder, { signal, onEvent })
  await writeRecord({ folder, source: null, files })
  await changePlaces(({ links }) => ({ links: withPath(links, folder) }))
  return folder
}

/**
 * Copies a model into the models folder, where it appears whole or not at all.
 * Errors: as those of `linkModel`, and `disk-full` before anything is copied, `not-writable`.
 */
export async function copyModel(path: string, { signal, onEvent }: AddOptions): Promise<string> {
  const { path: from } = await modelAt(path)
  const models = modelsFolder()
  if (`${from}${sep}`.startsWith(`${resolve(models)}${sep}`))
    throw new StudioError('invalid-input', `${from} lies in the models folder already`)
  const listed = await modelFiles(from)
  const name = nameOf(from)
  const temporary = join(models, `.${basename(from)}.${process.pid}.${Date.now()}.copying`)
  try {
    await mkdir(temporary, { recursive: true })
    await checkFits(temporary, totalOf(listed))
    const tell = byteProgress(totalOf(listed), onEvent)
    const files: ModelRecord['files'] = {}
    for (const { path: file, bytes } of listed) {
      signal.throwIfAborted()
      const sha256 = await copyAndSum(join(from, file), join(temporary, file), signal, tell)
      files[file] = { sha256, bytes }
    }
    const folder = join(models, freeName(models, name))
    await rename(temporary, folder)
    await writeRecord({ folder, source: null, files })
    return folder
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {})
    throw signal.aborted ? cancelled() : writeProblem(join(models, name), error)
  }
}

/** Looks through a folder from now on. Gives how many models it holds. Errors: `invalid-input` for none at all. */
export async function watchModels(path: string): Promise<number> {
  const folder = resolve(path)
  const found = [...(await lookThrough(folder)), ...(await upscalersIn(folder))]
  if (!found.length)
    throw new StudioError(
      'invalid-input',
      `${folder} holds no models in diffusers-ONNX layout, four folders deep or less, and no upscalers; checkpoints must be converted first`,
    )
  await changePlaces(({ folders }) => ({ folders: withPath(folders, folder) }))
  return found.length
}

/** What a folder with models in it, rather than one model, should be told. */
async function modelAt(path: string) {
  try {
    return await readModelFolder(path)
  } catch (error) {
    const inside = await lookThrough(resolve(path))
    if (inside.length && !inside.includes(resolve(path)))
      throw new StudioError(
        'invalid-input',
        `${resolve(path)} is no model but holds ${inside.length}: look through it, or add ${inside[0]}`,
      )
    throw error
  }
}

/** The sums of all files of a model as they are now. Errors: `cancelled`, `model-missing`. */
export async function recordOf(
  folder: string,
  { signal, onEvent }: AddOptions,
): Promise<ModelRecord['files']> {
  const listed = await modelFiles(folder)
  const tell = byteProgress(totalOf(listed), onEvent)
  const files: ModelRecord['files'] = {}
  try {
    for (const { path, bytes } of listed)
      files[path] = { sha256: await sumOf(join(folder, path), signal, tell), bytes }
  } catch (error) {
    if (signal.aborted) throw cancelled()
    throw new StudioError('model-missing', `${folder} cannot be read: ${(error as Error).message}`)
  }
  return files
}
