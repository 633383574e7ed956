import { existsSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { nameOfUpscaler } from '#engine/upscale/name-of.ts'
import { StudioError } from '#shared/errors.ts'
import { unknownMessage } from '#shared/nearest.ts'
import type { UpscalerCard } from '#shared/studio/upscalers.ts'
import { defaultModel, installedModels, modelsFolder, userModelFolders } from '../model-library.ts'
import { upscalersIn, upscalersPlace } from './look-for-upscalers.ts'
import { readPlaces } from './places.ts'

export type InstalledUpscaler = Pick<UpscalerCard, 'id' | 'file' | 'origin'>

/**
 * Graphs that make pictures larger: `upscaler/model.onnx` of every model, then those where models are kept, those that
 * were added where they are, and those of folders that are looked through. Later ones of a name get a number behind it.
 */
export async function installedUpscalers(): Promise<InstalledUpscaler[]> {
  const found: InstalledUpscaler[] = []
  const add = (file: string, origin: InstalledUpscaler['origin'], name = nameOfUpscaler(file)) => {
    if (!existsSync(file) || found.some(one => resolve(one.file) === resolve(file))) return
    let id = name
    for (let n = 2; found.some(one => one.id === id); n++) id = `${name}-${n}`
    found.push({ id, file, origin })
  }
  for (const { id, folder } of await installedModels())
    add(join(folder, 'upscaler', 'model.onnx'), 'model', id)
  for (const place of userModelFolders())
    for (const file of await upscalersIn(place)) add(file, place === modelsFolder() ? 'own' : 'watched')
  const { upscalers, folders } = await readPlaces()
  for (const file of upscalers) add(file, 'linked')
  for (const folder of folders) for (const file of await upscalersIn(folder)) add(file, 'watched')
  return found
}

/** The file of an upscaler by its name or path; without one, the default model's, else the first. Errors: `invalid-input`, `model-missing`. */
export async function upscalerFile(idOrPath: string | undefined): Promise<string> {
  const upscalers = await installedUpscalers()
  if (idOrPath === undefined) {
    const usual = upscalers.find(({ id }) => id === defaultModel) ?? upscalers[0]
    if (usual) return usual.file
    throw new StudioError(
      'model-missing',
      `No upscaler was found. Put an ESRGAN-class .onnx file into ${join(modelsFolder(), upscalersPlace)}, add one with "reroll models add FILE.onnx", or name one with --model`,
    )
  }
  const known = upscalers.find(({ id }) => id === idOrPath)
  if (known) return known.file
  if (/[/\\]/.test(idOrPath) || existsSync(idOrPath) || extname(idOrPath) === '.onnx')
    return resolve(idOrPath)
  throw new StudioError(
    'invalid-input',
    unknownMessage(
      'upscaler',
      idOrPath,
      upscalers.map(({ id }) => id),
    ),
  )
}
