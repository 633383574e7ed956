import { resolve } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { cacheFolder } from '../studio/folders.ts'
import { type Library, openLibrary } from '../studio/library/open-library.ts'
import { libraryFolder } from '../studio/settings/library-folder.ts'
import type { Io } from './session.ts'

/** Opens the library that `--folder` names, else the window's, for as long as the work takes. Errors: `not-writable`. */
export async function withLibrary<T>(
  folder: unknown,
  io: Io,
  work: (library: Library) => Promise<T>,
): Promise<T> {
  const library = await openLibrary({
    folder: resolve(typeof folder === 'string' ? folder : await libraryFolder()),
    cache: cacheFolder(),
    onProblem: sentence => void io.err.write(`${sentence}\n`),
  })
  try {
    const { problem } = await library.info()
    if (problem && /cannot be found|is a file/.test(problem)) throw new StudioError('not-writable', problem)
    return await work(library)
  } finally {
    await library.close()
  }
}
