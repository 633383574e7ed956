import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { externalRecord } from './place.ts'
import { sidecar, sidecarThere, writeSidecar } from './sidecar.ts'

/** Gives a picture that was renamed or moved by hand its sidecar back, at the path where it belongs. */
export type Adopt = (sidecar: string, id: string) => Promise<void>

/**
 * `files` are sidecars without a picture beside them, relative to the folder; they are read when the first picture
 * without a sidecar comes along. One that came by hand out of a watched folder gets what was said of it there.
 */
export function orphans(folder: string, files: readonly string[]): Adopt {
  let byId: Promise<Map<string, string>> | undefined
  return async (beside, id) => {
    if (files.length) {
      byId ??= readAll(folder, files)
      const found = (await byId).get(id)
      ;(await byId).delete(id)
      // One that cannot be moved stays where it is, and is found again the next time.
      if (found) return rename(found, beside).catch(() => {})
    }
    const said = await sidecarThere(externalRecord(folder, id))
    if (said) await writeSidecar(beside, said).catch(() => {})
  }
}

async function readAll(folder: string, files: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const file of files) {
    const path = join(folder, file)
    try {
      const { id } = sidecar.parse(JSON.parse(await readFile(path, 'utf8')))
      if (id) found.set(id, path)
    } catch {
      // Somebody else's file.
    }
  }
  return found
}
