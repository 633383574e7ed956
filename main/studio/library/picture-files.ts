import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isLeftover } from '../files/atomic-write.ts'
import { trashFolder } from './describe.ts'
import { isPictureName, isSidecarName } from './endings.ts'
import { isExternal, pathOf } from './place.ts'

/** Where walks are saved, frames and all, inside the library: none of it is a picture of the library. */
export const walksFolder = 'walks'
/** Where grids say which pictures they are of, and keep their sheets. */
export const gridsFolder = 'grids'
/** Folders of a library's own in which no picture of it lies. */
export const isOwnFolder = (name: string): boolean => name === walksFolder || name === gridsFolder

export type Listing = {
  /** Every PNG, JPEG and WebP of a library, relative and with forward slashes, the trash last. */
  pictures: string[]
  /** Sidecars whose picture is not beside them. */
  orphans: string[]
}

/** Those of some files that are there, and the sidecars of those of the library that are not. */
export async function listSome(folder: string, files: Iterable<string>): Promise<Listing> {
  const listing: Listing = { pictures: [], orphans: [] }
  const isFile = async (file: string) =>
    (await stat(pathOf(folder, file)).catch(() => null))?.isFile() === true
  for (const file of files)
    if (await isFile(file)) listing.pictures.push(file)
    else if (!isExternal(file) && (await isFile(`${file}.json`))) listing.orphans.push(`${file}.json`)
  return listing
}

/** What other programs keep small copies in, as InvokeAI does. */
export const copiesFolder = 'thumbnails'

/**
 * Every PNG, JPEG and WebP of a watched folder, by whole paths with forward slashes below it. Hidden folders and links
 * to other folders are left out, so that there is no way round in a circle; `thumbnails` too.
 * Errors: what `readdir` says of the folder itself.
 */
export async function listExternal(root: string): Promise<string[]> {
  const found: string[] = []
  const walk = async (at: string): Promise<void> => {
    const entries = await readdir(at, { withFileTypes: true }).catch(error => {
      if (at === root) throw error
      return []
    })
    for (const entry of entries) {
      const { name } = entry
      if (name.startsWith('.')) continue
      if (entry.isDirectory() && name !== copiesFolder) await walk(`${at}/${name}`)
      else if (entry.isFile() && isPictureName(name)) found.push(`${at}/${name}`)
    }
  }
  await walk(root)
  return found
}

/**
 * Lists a library; hidden folders other than the trash, saved walks and grids, are none of ours. `tidy` clears away what a killed process left
 * half-written: only whoever holds the library's lock may ask for it.
 * Errors: what `readdir` says of the library's folder.
 */
export async function listFiles(folder: string, tidy: boolean): Promise<Listing> {
  const listing: Listing = { pictures: [], orphans: [] }
  const walk = async (at: string): Promise<void> => {
    const entries = await readdir(join(folder, at), { withFileTypes: true }).catch(error => {
      if (at === '') throw error
      return []
    })
    const names = new Set(entries.map(({ name }) => name))
    for (const entry of entries) {
      const { name } = entry
      const path = at ? `${at}/${name}` : name
      if (tidy && isLeftover(name)) await rm(join(folder, path), { force: true }).catch(() => {})
      if (name.startsWith('.') || isOwnFolder(path)) continue
      if (entry.isDirectory()) await walk(path)
      else if (!entry.isFile()) continue
      else if (isPictureName(name)) listing.pictures.push(path)
      else if (isSidecarName(name) && !names.has(name.slice(0, -5))) listing.orphans.push(path)
    }
  }
  await walk('')
  if (await stat(join(folder, trashFolder)).catch(() => null)) await walk(trashFolder)
  return listing
}
