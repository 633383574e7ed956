import { StudioError } from '#shared/errors.ts'
import { parseQuery } from '#shared/library/query.ts'
import { asksGroups } from '#shared/library/query-meaning.ts'
import { type PictureSort, pictureSorts } from '#shared/studio/pictures.ts'
import type { Library } from '../studio/library/open-library.ts'
import { libraryExport } from './library-export.ts'
import { libraryFolders } from './library-folders.ts'
import { libraryHelp } from './library-help.ts'
import { libraryHoles } from './library-holes.ts'
import { libraryImport } from './library-import.ts'
import { libraryInfo } from './library-info.ts'
import { libraryVerify } from './library-verify.ts'
import { readWindow } from './library-window.ts'
import { numberGiven, parseOptions, whole } from './parse-options.ts'
import type { Io } from './session.ts'
import { withLibrary } from './with-library.ts'

/** Verbs with options of their own. */
const commands: Record<string, (args: readonly string[], io: Io) => Promise<void>> = {
  import: libraryImport,
  export: libraryExport,
  folders: libraryFolders,
  holes: libraryHoles,
  verify: libraryVerify,
}

/** `reroll library`: what is in a library, what a picture says of its making, and the index made anew from the files. */
export async function libraryCommand(args: readonly string[], io: Io): Promise<void> {
  const [first = ''] = args
  if (args.includes('--help') || args.includes('-h')) return io.out(libraryHelp)
  if (Object.hasOwn(commands, first)) return commands[first]!(args.slice(1), io)
  const { values, positionals } = parseOptions(args, {
    folder: { type: 'string' },
    search: { type: 'string' },
    starred: { type: 'boolean' },
    sort: { type: 'string' },
    trash: { type: 'boolean' },
    limit: { type: 'string' },
    json: { type: 'boolean' },
    embed: { type: 'boolean' },
  })
  const [verb = 'list', ...rest] = positionals
  // It looks at files wherever they are; no library is opened.
  if (verb === 'info') return libraryInfo(rest, values.json === true, io)
  if (verb === 'search' && rest.length) values.query = rest.join(' ')
  else if (!Object.hasOwn(verbs, verb) || rest.length)
    throw new StudioError(
      'invalid-input',
      `Expected "reroll library list", "reroll library info FILE" or "reroll library rebuild", not "library ${positionals.join(' ').slice(0, 60)}"`,
    )
  const limit = whole('limit', numberGiven(values, 'limit') ?? 50, { min: 1, max: 1_000_000 })
  await withLibrary(values.folder, io, library =>
    verbs[verb as keyof typeof verbs](library, { ...values, limit }, io),
  )
}

function orderOf(said: unknown): PictureSort {
  const order = pictureSorts.find(one => one === (said ?? 'newest'))
  if (!order)
    throw new StudioError(
      'invalid-input',
      `--sort ${String(said)} is no order; there are ${pictureSorts.join(', ')}`,
    )
  return order
}

type Values = Record<string, unknown> & { limit: number }

const verbs = {
  async list(library: Library, values: Values, io: Io): Promise<void> {
    const query = typeof values.query === 'string' ? values.query : ''
    const [problem] = parseQuery(query, Date.now()).problems
    if (problem) throw new StudioError('invalid-input', problem.why)
    await library.refresh()
    const { total, pictures } = await readWindow(
      library,
      {
        offset: 0,
        limit: values.limit,
        filter: {
          trashed: values.trash === true,
          ...(typeof values.search === 'string' && { text: values.search }),
          ...(values.starred === true && { starred: true }),
          ...(query && { query }),
        },
        sort: orderOf(values.sort),
      },
      values.embed === true,
      io,
    )
    const rows = pictures.map(picture => ({ ...picture, file: library.placeOf(picture.id) }))
    if (values.json) return io.out(JSON.stringify({ folder: library.folder, total, pictures: rows }))
    for (const { id, created, stars, match, twins, file } of rows)
      io.out(
        `${match === undefined ? '' : `${match.toFixed(3)}  `}${twins === undefined ? '' : `${twins} alike  `}${new Date(created).toISOString().slice(0, 16).replace('T', ' ')}  ${id.slice(0, 8)}  ${stars || ' '} ${file}`,
      )
    const what = query && asksGroups(parseQuery(query, Date.now())) ? 'group' : 'picture'
    const alike = what === 'group' ? ' of near-duplicates' : ''
    io.out(`${total} ${what}${total === 1 ? '' : 's'}${alike} in ${library.folder}`)
  },

  search: (library: Library, values: Values, io: Io): Promise<void> => verbs.list(library, values, io),

  async rebuild(library: Library, values: Values, io: Io): Promise<void> {
    // Another Reroll reads from this very index.
    if (!library.ours) throw new StudioError('not-writable', library.refusal ?? 'The library is in use')
    let last = 0
    const info = await library.rebuild(({ done, of, msLeft }) => {
      if (!io.err.isTTY || performance.now() - last < 100) return
      last = performance.now()
      io.err.write(`\r${done} of ${of}, ${Math.ceil((msLeft ?? 0) / 1000)} s left   `)
    })
    if (io.err.isTTY) io.err.write('\r\x1b[K')
    const { pictures, trashed } = info
    if (values.json) return io.out(JSON.stringify(info))
    io.out(`${pictures} pictures, ${trashed} in the trash: the index of ${library.folder} is made anew`)
  },
}
