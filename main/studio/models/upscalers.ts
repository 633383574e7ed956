import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { unknownMessage } from '#shared/nearest.ts'
import { defaultModel, installedModels, userModelFolders } from '../model-library.ts'

export type InstalledUpscaler = { id: string; file: string }

/**
 * Graphs that make pictures larger: `upscaler/model.onnx` of every model, then .onnx files in `upscalers/` (or ComfyUI's
 * `upscale_models/`, A1111's `ESRGAN/`) where models are kept. The first of a name wins.
 */
export async function installedUpscalers(): Promise<InstalledUpscaler[]> {
  const found: InstalledUpscaler[] = []
  const add = (id: string, file: string) => {
    if (existsSync(file) && !found.some(one => one.id === id)) found.push({ id, file })
  }
  for (const { id, folder } of await installedModels()) add(id, join(folder, 'upscaler', 'model.onnx'))
  for (const place of userModelFolders())
    for (const folder of ['upscalers', 'upscale_models', 'ESRGAN'].map(name => join(place, name)))
      for (const name of (await readdir(folder).catch(() => [])).sort())
        if (extname(name).toLowerCase() === '.onnx') add(basename(name, extname(name)), join(folder, name))
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
      `No upscaler was found. Put an ESRGAN-class .onnx file into ${join(userModelFolders().at(-1)!, 'upscalers')}, or name one with --model`,
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
