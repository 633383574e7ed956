import { type FSWatcher, watch } from 'node:fs'
import { trashFolder } from './describe.ts'
import { isPictureName, isSidecarName } from './endings.ts'
import { copiesFolder, isOwnFolder } from './picture-files.ts'
import { externalFolder } from './place.ts'

/** Nothing may have changed for so long before it is looked at, in ms; and it never waits longer than `mostMs`. */
const quietMs = 300
const mostMs = 2000
/** More changes than this at once are looked at by going through the whole folder. */
const mostNames = 500

const recordFolders = new RegExp(`^${externalFolder}(/[0-9a-f]{2})?$`)

/** Pictures that may have changed, as the index names them; null: anything may have. */
export type Changed = ReadonlySet<string> | null

/**
 * What a change of a file's name may mean: a picture, null for anything at all (a folder came or went), or undefined
 * where it is none of the library's, or of a watched folder's.
 */
export function pictureMeant(name: string | null, external = false): string | null | undefined {
  if (name === null) return null
  const path = name.replaceAll('\\', '/')
  const parts = path.split('/')
  const [top] = parts
  if (external ? parts.slice(0, -1).includes(copiesFolder) : top !== undefined && isOwnFolder(top))
    return undefined
  const isTrash = (part: string, i: number) => !external && i === 0 && part === trashFolder
  if (parts.some((part, i) => part.startsWith('.') && !isTrash(part, i))) return undefined
  // Made by us for what is said of pictures elsewhere.
  if (!external && recordFolders.test(path)) return undefined
  if (isSidecarName(path)) return external ? undefined : path.slice(0, -5)
  if (isPictureName(path)) return path
  // A name without an ending may be a folder.
  return /\.\w+$/.test(parts.at(-1)!) ? undefined : null
}

/**
 * Tells which pictures of a folder change on disk, soon after they have come to rest. Where a system cannot watch
 * (network disks, too many folders), nothing is told and `onProblem` hears why once. Gives what stops it.
 */
export function watchFolder(
  folder: string,
  onChanged: (changed: Changed) => void,
  onProblem: (error: Error) => void,
  external = false,
): () => void {
  let names: Set<string> | null = new Set()
  let timer: NodeJS.Timeout | undefined
  let first = 0
  let watcher: FSWatcher | null = null
  const tell = () => {
    timer = undefined
    const changed = names
    names = new Set()
    onChanged(changed)
  }
  const hear = (_: string, name: string | null) => {
    const meant = pictureMeant(name, external)
    if (meant === undefined) return
    if (meant === null) names = null
    else names?.add(external ? `${folder}/${meant}` : meant)
    if (names && names.size > mostNames) names = null
    if (!timer) first = performance.now()
    clearTimeout(timer)
    timer = setTimeout(tell, Math.max(0, Math.min(quietMs, first + mostMs - performance.now())))
  }
  const close = () => {
    clearTimeout(timer)
    watcher?.close()
    watcher = null
  }
  try {
    watcher = watch(folder, { recursive: true, persistent: false }, hear)
    watcher.on('error', error => {
      close()
      onProblem(error)
    })
  } catch (error) {
    onProblem(error as Error)
  }
  return close
}
