import { readFile } from 'node:fs/promises'
import type * as z from 'zod'
import { StudioError } from '#shared/errors.ts'
import { describeIssues } from '#shared/rpc.ts'

/**
 * Reads a JSON file through a schema.
 * Errors: `model-missing` when it is not there or not readable, `model-broken` when it does not parse.
 */
export async function readJson<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'is missing' : `cannot be read (${error.code})`
    throw new StudioError('model-missing', `${file} ${why}; copy the model's folder again`)
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new StudioError(
      'model-broken',
      `${file} is not valid JSON (${(error as Error).message}); copy it again`,
    )
  }
  const parsed = schema.safeParse(json)
  if (!parsed.success)
    throw new StudioError(
      'model-broken',
      `${file} is not what was expected: ${describeIssues(parsed.error.issues)}`,
    )
  return parsed.data
}
