import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { ModelPlaces } from '#shared/studio/models.ts'
import { hubCacheFolder } from '../hub/hf-cache.ts'
import { upscalersIn } from './look-for-upscalers.ts'
import { lookThrough } from './look-through.ts'

/** Where other programs keep models, relative to the home folder. */
const usual: readonly [program: string, folder: string][] = [
  ['A1111', 'stable-diffusion-webui/models'],
  ['Forge', 'stable-diffusion-webui-forge/models'],
  ['ComfyUI', 'ComfyUI/models'],
  ['ComfyUI', 'Documents/ComfyUI/models'],
  ['Amuse', 'AppData/Local/Amuse/Models'],
]

/** Folders of other programs that hold models in ONNX and are not looked through yet. */
export async function placesOffered(folders: readonly string[]): Promise<ModelPlaces['offers']> {
  const home = process.env.HOME || homedir()
  const rows = [
    ['Hugging Face', hubCacheFolder()] as const,
    ...usual.map(([program, folder]) => [program, join(home, folder)] as const),
  ]
  const known = new Set(folders.map(folder => resolve(folder)))
  const found = await Promise.all(
    rows
      .filter(([, folder]) => !known.has(resolve(folder)) && existsSync(folder))
      .map(async ([program, folder]) => ({
        program,
        folder,
        models: (await lookThrough(folder)).length + (await upscalersIn(folder)).length,
      })),
  )
  return found.filter(({ models }) => models > 0)
}
