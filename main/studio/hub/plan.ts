import { createHash } from 'node:crypto'
import * as z from 'zod'
import { StudioError } from '#shared/errors.ts'
import { unknownMessage } from '#shared/nearest.ts'
import { precisions } from '#shared/studio/hub.ts'
import type { Looked } from './api.ts'
import { variantsOf } from './variants.ts'

/** Everything that a download needs to go on where it was, with no question asked again. */
export const plan = z.object({
  format: z.literal(1),
  id: z.string(),
  repository: z.string(),
  commit: z.string(),
  page: z.string(),
  licence: z.string().nullable(),
  variant: z.string(),
  precision: z.enum(precisions).nullable(),
  name: z.string().regex(/^[^/\\]+$/),
  files: z.array(
    z.object({
      from: z.string(),
      to: z.string().refine(path => !path.split('/').includes('..') && !path.startsWith('/')),
      bytes: z.int().min(0),
      sum: z.object({ kind: z.enum(['sha256', 'git']), hex: z.string().regex(/^[0-9a-f]+$/) }),
    }),
  ),
})
export type Plan = z.output<typeof plan>
export type PlannedFile = Plan['files'][number]

export const bytesOf = ({ files }: Plan): number => files.reduce((sum, { bytes }) => sum + bytes, 0)

/** Which files of what was looked at, and where they go. Errors: `invalid-input` for a variant that is not there. */
export function planOf({ repository, files }: Looked, variant: string): Plan {
  const { id, commit, page, licence, variants, problem } = repository
  if (problem) throw new StudioError('invalid-input', problem)
  const found = variantsOf(files, id).find(one => one.id === variant)
  if (!found)
    throw new StudioError(
      'invalid-input',
      unknownMessage(
        'model of the repository',
        variant,
        variants.map(one => one.id),
      ),
    )
  const byPath = new Map(files.map(file => [file.path, file]))
  return {
    format: 1,
    id: createHash('sha256')
      .update(JSON.stringify([id, commit, variant]))
      .digest('hex')
      .slice(0, 24),
    repository: id,
    commit,
    page,
    licence,
    variant,
    precision: found.precision,
    name: nameOf(id, found, variants.length > 1),
    files: found.take.map(({ from, to }) => {
      const { bytes, sum } = byPath.get(from)!
      return { from, to, bytes, sum }
    }),
  }
}

/** The repository's name; with what tells it from its siblings, where it has some. */
function nameOf(
  id: string,
  variant: { folder: string; precision: string | null; id: string },
  several: boolean,
) {
  const name = id.split('/').at(-1)!
  const more = variant.folder.replaceAll('/', '-') || variant.precision || variant.id.replace(/^.*:/, '')
  return several && more && !name.toLowerCase().includes(more.toLowerCase()) ? `${name}-${more}` : name
}
