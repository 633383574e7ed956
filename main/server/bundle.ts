import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { contentTypes } from './content-types.ts'

export type Served = { bytes: Uint8Array; type: string; cache: string }

/**
 * The window's files, by the names that are in the folder: a path in a request is looked up, never joined, so that
 * there is no way out of the folder. Listed again when a name is not known, since a build may have come in between.
 */
export function bundle(folder: string): (path: string) => Promise<Served | null> {
  let names = new Set<string>()
  const list = async () => {
    const found = await readdir(folder, { recursive: true }).catch(() => [])
    names = new Set(found.map(name => name.split(sep).join('/')))
  }
  return async path => {
    const name = path === '/' ? 'index.html' : path.slice(1)
    if (!names.has(name)) await list()
    const extension = /\.(\w+)$/.exec(name)?.[1] ?? ''
    const type = contentTypes[extension]
    if (!names.has(name) || !type) return null
    const bytes = await readFile(join(folder, name)).catch(() => null)
    // Vite puts a hash of the content into the names under assets/.
    const cache = name.startsWith('assets/') ? 'private, max-age=31536000, immutable' : 'no-store'
    return bytes && { bytes, type, cache }
  }
}
