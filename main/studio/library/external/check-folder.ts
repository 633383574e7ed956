import { realpath, stat } from 'node:fs/promises'
import { sep } from 'node:path'

const holds = (outer: string, inner: string) =>
  inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep)

/** Why a folder cannot be looked at just now, in one sentence with a way on; null when it can. */
export async function folderProblem(folder: string): Promise<string | null> {
  const info = await stat(folder).catch((error: NodeJS.ErrnoException) => error)
  if (!(info instanceof Error)) return info.isDirectory() ? null : `${folder} is a file, not a folder`
  const { code } = info
  if (code === 'ELOOP')
    return `${folder} is a symbolic link that leads back to itself; name the folder itself`
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? `${folder} is not there: connect its disk, or stop watching it`
    : `${folder} cannot be looked at (${code}): change its permissions, or stop watching it`
}

/**
 * Why a folder cannot be watched beside a library and the folders watched already; null when it can. Where paths really
 * lead counts: a symbolic link is no other folder.
 */
export async function watchingProblem(
  folder: string,
  library: string,
  others: readonly string[],
): Promise<string | null> {
  const problem = await folderProblem(folder)
  if (problem) return problem
  const real = await realpath(folder)
  const home = await realpath(library).catch(() => library)
  if (real === home) return `${folder} is the library itself; its pictures are shown already`
  if (holds(home, real)) return `${folder} lies in the library, whose pictures are shown already`
  if (holds(real, home))
    return `${folder} holds the library ${library}, whose pictures would be there twice; name a folder beside it`
  for (const other of others) {
    const known = await realpath(other).catch(() => other)
    if (real === known) return `${folder} is watched already`
    if (holds(known, real)) return `${folder} lies in ${other}, which is watched already`
    if (holds(real, known))
      return `${folder} holds ${other}, which is watched already; stop watching that one first`
  }
  return null
}
