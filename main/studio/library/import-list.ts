import { readdir, realpath, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { isPictureName } from './endings.ts'

/**
 * The pictures that files and folders name, by their names alone; hidden ones in folders are left out, and a file
 * that is named itself counts whatever it is called. Each once.
 * Errors: `invalid-input` for a path that is not there, or lies in the library already.
 */
export async function filesToImport(paths: readonly string[], library: string): Promise<string[]> {
  const home = await realpath(library)
  const found = new Set<string>()
  const outside = async (path: string) => {
    const real = await realpath(path)
    return real !== home && !real.startsWith(home + sep)
  }
  const walk = async (folder: string): Promise<void> => {
    // A library may lie within what is imported.
    if (!(await outside(folder))) return
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      throw new StudioError('invalid-input', `${folder} cannot be read (${error.code})`)
    })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue
      const path = join(folder, entry.name)
      if (entry.isDirectory()) await walk(path)
      else if (entry.isFile() && isPictureName(entry.name)) found.add(path)
    }
  }
  for (const named of paths) {
    const path = resolve(named)
    const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
      const why = error.code === 'ENOENT' ? 'there is no such file or folder' : error.code
      throw new StudioError('invalid-input', `Cannot read ${named}: ${why}`)
    })
    if (!(await outside(path)))
      throw new StudioError(
        'invalid-input',
        `${named} lies in the library already; nothing is to be imported`,
      )
    if (info.isDirectory()) await walk(path)
    else found.add(path)
  }
  return [...found]
}
