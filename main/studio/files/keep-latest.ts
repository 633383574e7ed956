import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** How much a folder may hold; `bytes` of all its files together, or so many `files`. */
export type Most = { bytes: number } | { files: number }

/** Removes the files with this ending that were used longest ago, by their times, until the rest is within `most`. */
export async function keepLatest(folder: string, ending: string, most: Most): Promise<void> {
  const names = (await readdir(folder).catch(() => [])).filter(name => name.endsWith(ending))
  const files = await Promise.all(
    names.map(async name => {
      const info = await stat(join(folder, name)).catch(() => null)
      return { name, bytes: info?.size ?? 0, used: info?.mtimeMs ?? 0 }
    }),
  )
  const [limit, weigh] =
    'bytes' in most ? [most.bytes, (bytes: number) => bytes] : [most.files, (_: number) => 1]
  let kept = 0
  for (const { name, bytes } of files.sort((a, b) => b.used - a.used)) {
    kept += weigh(bytes)
    if (kept > limit) await rm(join(folder, name), { force: true }).catch(() => {})
  }
}
