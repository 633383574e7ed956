import { resolve } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { type ExportFormat, type ExportResult, exportFormats } from '#shared/studio/exchange.ts'
import { exportPictures } from '../studio/export/export-pictures.ts'
import { idsOf } from '../studio/export/ids-of.ts'
import type { Library } from '../studio/library/open-library.ts'
import { numberGiven, parseOptions, type Values, whole } from './parse-options.ts'
import { duration, rewritten } from './progress.ts'
import type { Io } from './session.ts'
import { untilStopped } from './until-stopped.ts'
import { withLibrary } from './with-library.ts'

const refuse = (why: string) => new StudioError('invalid-input', why)

/** `reroll library export`: pictures of a library as files for elsewhere. */
export async function libraryExport(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = parseOptions(args, {
    folder: { type: 'string' },
    to: { type: 'string' },
    format: { type: 'string' },
    quality: { type: 'string' },
    strip: { type: 'boolean' },
    sheet: { type: 'boolean' },
    gallery: { type: 'boolean' },
    search: { type: 'string' },
    starred: { type: 'boolean' },
    ids: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  })
  const wish = wishOf(values, positionals)
  const { show, clear } = rewritten(io.err)
  const result = await untilStopped(signal =>
    withLibrary(values.folder, io, async library => {
      await library.refresh()
      const ids = chosen(library, values)
      return exportPictures(library, {
        ...wish,
        ids,
        signal,
        onEvent: ({ done, of, msLeft }) => show(`Exporting ${done} of ${of}, ${duration(msLeft)} left`),
      }).finally(clear)
    }),
  )
  io.out(values.json ? JSON.stringify(result) : asText(result))
}

function wishOf(values: Values, positionals: readonly string[]) {
  if (positionals.length)
    throw refuse(
      `"${positionals[0]}" means nothing here; --search WORDS or --ids ID,ID choose what is exported`,
    )
  if (typeof values.to !== 'string')
    throw refuse('Say where to: reroll library export --to FOLDER, or --to FILE.zip')
  const format = (values.format === 'jpg' ? 'jpeg' : (values.format ?? null)) as ExportFormat | null
  if (format !== null && !exportFormats.includes(format))
    throw refuse(
      `--format must be one of ${exportFormats.join(', ')}, not "${String(values.format).slice(0, 40)}"`,
    )
  const given = numberGiven(values, 'quality')
  if (given !== undefined && (format === null || format === 'png'))
    throw refuse('--quality needs --format webp, jpeg or avif; PNG loses nothing')
  if (values.ids && (values.search !== undefined || values.starred))
    throw refuse('--ids names the pictures; --search and --starred do not go with it')
  return {
    to: resolve(values.to),
    format,
    quality: given === undefined ? null : whole('quality', given, { min: 1, max: 100 }),
    strip: values.strip === true,
    sheet: values.sheet === true,
    gallery: values.gallery === true,
  }
}

/** Ids may be cut short, as `reroll library list` shows them. */
function chosen(library: Library, { ids, search, starred }: Values): string[] {
  if (!ids)
    return idsOf(library, {
      trashed: false,
      ...(typeof search === 'string' && { text: search }),
      ...(starred === true && { starred: true }),
    })
  const all = idsOf(library, { trashed: false })
  const named = (ids as string[]).flatMap(list => list.split(',')).filter(Boolean)
  return [
    ...new Set(
      named.map(start => {
        const [found, second] = all.filter(id => id.startsWith(start.toLowerCase()))
        if (!found) throw refuse(`There is no picture ${start} in the library`)
        if (second) throw refuse(`${start} is the beginning of several pictures' ids; give more of it`)
        return found
      }),
    ),
  ]
}

function asText({ to, written, problems }: ExportResult): string {
  return [...problems, `${written} picture${written === 1 ? '' : 's'} written to ${to}`].join('\n')
}
