import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { basename, join, resolve, sep } from 'node:path'
import { writeProblem } from '#engine/files/problem.ts'
import { nameOfUpscaler } from '#engine/upscale/name-of.ts'
import { cancelled, StudioError } from '#shared/errors.ts'
import { freeName } from '../files/free-name.ts'
import { checkFits } from '../free-space.ts'
import { modelsFolder } from '../model-library.ts'
import type { AddOptions } from './add.ts'
import { byteProgress } from './byte-progress.ts'
import { copyAndSum } from './copy-file.ts'
import { filesOfUpscaler, upscalersPlace } from './look-for-upscalers.ts'
import { totalOf } from './model-files.ts'
import { changePlaces, withPath } from './places.ts'

const upscalersFolder = (): string => join(modelsFolder(), upscalersPlace)

/** Adds an upscaler's file where it lies. Gives its path. */
export async function linkUpscaler(file: string): Promise<string> {
  const at = resolve(file)
  await changePlaces(({ upscalers }) => ({ upscalers: withPath(upscalers, at) }))
  return at
}

/**
 * Copies an upscaler with its weights into the models folder, where it appears whole or not at all. Gives its path there.
 * Errors: `disk-full` before anything is copied, `not-writable`; `cancelled`; `invalid-input` for one that lies there.
 */
export async function copyUpscaler(file: string, { signal, onEvent }: AddOptions): Promise<string> {
  const from = resolve(file)
  const home = upscalersFolder()
  if (from.startsWith(`${resolve(home)}${sep}`))
    throw new StudioError('invalid-input', `${from} lies among the upscalers already`)
  const files = await filesOfUpscaler(from)
  const listed = await Promise.all(
    files.map(async path => ({
      path,
      name: path === from ? 'model.onnx' : basename(path),
      bytes: (await stat(path)).size,
    })),
  )
  const temporary = join(home, `.${basename(from)}.${process.pid}.${Date.now()}.copying`)
  try {
    await mkdir(temporary, { recursive: true })
    await checkFits(temporary, totalOf(listed))
    const tell = byteProgress(totalOf(listed), onEvent)
    for (const { path, name } of listed) {
      signal.throwIfAborted()
      await copyAndSum(path, join(temporary, name), signal, tell)
    }
    const folder = join(home, freeName(home, nameOfUpscaler(from)))
    await rename(temporary, folder)
    return join(folder, 'model.onnx')
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {})
    throw signal.aborted ? cancelled() : writeProblem(home, error)
  }
}
