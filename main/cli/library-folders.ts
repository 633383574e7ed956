import { StudioError } from '#shared/errors.ts'
import type { Library } from '../studio/library/open-library.ts'
import { parseOptions } from './parse-options.ts'
import { duration, rewritten } from './progress.ts'
import type { Io } from './session.ts'
import { withLibrary } from './with-library.ts'

type Asked = { which: string; name: string | undefined; io: Io }

const verbs: Record<string, (library: Library, asked: Asked) => Promise<void>> = {
  list: async () => {},
  async add(library, { which, name, io }) {
    const { show, clear } = rewritten(io.err)
    const begun = performance.now()
    const left = (done: number, of: number) => duration(((performance.now() - begun) / done) * (of - done))
    await library
      .addFolder(which, name, (done, of) => show(`Looking at ${done} of ${of}, ${left(done, of)} left`))
      .finally(clear)
  },
  remove: (library, { which }) => library.removeFolder(which),
}

/** `reroll library folders`: what is watched beside the library, read-only. */
export async function libraryFolders(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = parseOptions(args, {
    folder: { type: 'string' },
    name: { type: 'string' },
    json: { type: 'boolean' },
  })
  const [verb = 'list', which = '', ...rest] = positionals
  const work = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (!work || rest.length || (which === '') !== (verb === 'list'))
    throw new StudioError(
      'invalid-input',
      'Expected "reroll library folders", "reroll library folders add DIR" or "reroll library folders remove DIR|NAME"',
    )
  const name = typeof values.name === 'string' ? values.name.trim() : undefined
  if (name !== undefined && (verb !== 'add' || name === '' || name.length > 100))
    throw new StudioError('invalid-input', '--name goes with add, and has 1 to 100 letters')
  await withLibrary(values.folder, io, async library => {
    if (verb !== 'list') await library.refresh()
    await work(library, { which, name, io })
    if (verb === 'list') await library.refresh()
    const folders = library.folders()
    if (values.json) return io.out(JSON.stringify({ library: library.folder, folders }))
    for (const { folder, name, pictures, problem } of folders)
      io.out(
        `${name}  ${pictures} picture${pictures === 1 ? '' : 's'}  ${folder}${problem ? `  (${problem})` : ''}`,
      )
    if (!folders.length) io.out('No folder is watched beside the library')
  })
}
