import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { cancelled, StudioError } from '#shared/errors.ts'
import type { ImportResult } from '#shared/studio/exchange.ts'
import { parseOptions } from './parse-options.ts'
import { duration, rewritten } from './progress.ts'
import type { Io } from './session.ts'
import { untilStopped } from './until-stopped.ts'
import { withLibrary } from './with-library.ts'

/** `reroll library import PATH...`: pictures from elsewhere, copied or moved into the library. */
export async function libraryImport(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals: paths } = parseOptions(args, {
    folder: { type: 'string' },
    move: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  if (!paths.length)
    throw new StudioError('invalid-input', 'Name what to import: reroll library import FILE|FOLDER...')
  // A library begins with what is imported into it.
  if (typeof values.folder === 'string') await mkdir(resolve(values.folder)).catch(() => {})
  const { show, clear } = rewritten(io.err)
  const result = await untilStopped(signal =>
    withLibrary(values.folder, io, async library => {
      await library.refresh()
      return library
        .import({
          paths,
          move: values.move === true,
          signal,
          onEvent: ({ done, of, msLeft }) => show(`Importing ${done} of ${of}, ${duration(msLeft)} left`),
        })
        .finally(clear)
    }),
  )
  io.out(values.json ? JSON.stringify(result) : asText(result, values.move === true))
  if (result.cancelled) throw cancelled()
  if (result.found > 0 && !result.added.length && !result.known)
    throw new StudioError('invalid-input', 'Nothing of that could be imported')
}

const pictures = (n: number) => `${n} picture${n === 1 ? '' : 's'}`

function asText({ found, added, known, refused }: ImportResult, move: boolean): string {
  const lines = refused.map(({ file, reason }) => `${file}: ${reason}`)
  if (!found) return 'There are no PNG, JPEG or WebP files there'
  lines.push(`${pictures(added.length)} imported`)
  if (known)
    lines.push(
      `${known} there already, by ${known === 1 ? 'its' : 'their'} pixels${move ? '; left where they were' : ''}`,
    )
  if (refused.length) lines.push(`${refused.length} not taken, or not taken whole`)
  return lines.join('\n')
}
