import { readFile, stat } from 'node:fs/promises'
import { StudioError } from '#shared/errors.ts'

/** Of the largest tokenizer known, 33 MB, twice. */
const mostBytes = 64 << 20

/**
 * A text file of a model. Errors: `model-missing` when it is not there or not readable, `model-broken` when it is none that
 * a model has: not a file, or over 64 MiB.
 */
export async function readText(file: string): Promise<string> {
  const missing = (error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'is missing' : `cannot be read (${error.code})`
    return new StudioError('model-missing', `${file} ${why}; copy the model's folder again`)
  }
  const info = await stat(file).catch(error => {
    throw missing(error)
  })
  if (!info.isFile() && !info.isDirectory())
    throw new StudioError('model-broken', `${file} is no file; copy the model's folder again`)
  if (info.size > mostBytes)
    throw new StudioError(
      'model-broken',
      `${file} has ${Math.round(info.size / 2 ** 20)} MiB; such a file of a model has at most ${mostBytes >> 20}`,
    )
  return readFile(file, 'utf8').catch(error => {
    throw missing(error)
  })
}
