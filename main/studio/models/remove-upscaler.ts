import { mkdir, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { writeProblem } from '#engine/files/problem.ts'
import { StudioError } from '#shared/errors.ts'
import { freeName } from '../files/free-name.ts'
import { filesOfUpscaler } from './look-for-upscalers.ts'
import { changePlaces, withoutPath } from './places.ts'
import { trashFolder } from './remove.ts'
import { installedUpscalers } from './upscalers.ts'

/** Only what lies in the models folder is moved, into the trash; what lies elsewhere is forgotten, and its file left alone. */
export async function removeUpscaler(id: string): Promise<{ trashed: string | null }> {
  const upscaler = (await installedUpscalers()).find(one => one.id === id)
  if (!upscaler) throw new StudioError('invalid-input', `There is no upscaler called ${id}`)
  const { file, origin } = upscaler
  if (origin === 'linked') {
    await changePlaces(({ upscalers }) => ({ upscalers: withoutPath(upscalers, file) }))
    return { trashed: null }
  }
  if (origin !== 'own')
    throw new StudioError(
      'invalid-input',
      origin === 'model'
        ? `${id} belongs to the model ${id} and goes with it`
        : `${id} lies in a folder that is looked through, and Reroll deletes nothing there: stop looking through that folder, or delete ${file} yourself`,
    )
  const name = freeName(trashFolder(), id)
  const to = join(trashFolder(), name)
  try {
    if (basename(file) === 'model.onnx') {
      await mkdir(trashFolder(), { recursive: true })
      await rename(dirname(file), to)
    } else {
      const files = await filesOfUpscaler(file)
      await mkdir(to, { recursive: true })
      // The graph last: until it has gone, it is an upscaler that lacks nothing but a moment.
      for (const path of files.reverse())
        await rename(path, join(to, path === file ? 'model.onnx' : basename(path)))
    }
  } catch (error) {
    throw writeProblem(file, error)
  }
  return { trashed: name }
}
