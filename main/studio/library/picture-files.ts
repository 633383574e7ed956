import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { trashFolder } from './describe.ts'

/**
 * Every .png of a library, relative and with forward slashes, the trash last; other hidden folders are none of ours.
 * Errors: what `readdir` says of the library's folder.
 */
export async function pictureFiles(folder: string): Promise<string[]> {
  const found: string[] = []
  const walk = async (at: string): Promise<void> => {
    const entries = await readdir(join(folder, at), { withFileTypes: true }).catch(error => {
      if (at === '') throw error
      return []
    })
    for (const entry of entries) {
      const path = at ? `${at}/${entry.name}` : entry.name
      if (entry.name.startsWith('.')) continue
      if (entry.isDirectory()) await walk(path)
      else if (entry.isFile() && /\.png$/i.test(entry.name)) found.push(path)
    }
  }
  await walk('')
  if (await stat(join(folder, trashFolder)).catch(() => null)) await walk(trashFolder)
  return found
}
