import type * as z from 'zod'
import { parseJson } from '#shared/bounded-json.ts'
import { StudioError } from '#shared/errors.ts'
import { describeIssues } from '#shared/rpc.ts'
import { readText } from './files/read-text.ts'

/**
 * Reads a JSON file through a schema.
 * Errors: `model-missing` when it is not there or not readable, `model-broken` when it does not parse.
 */
export async function readJson<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S>> {
  const text = await readText(file)
  let json: unknown
  try {
    json = parseJson(text)
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
