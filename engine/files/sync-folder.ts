import { open } from 'node:fs/promises'

/** Makes names within a folder durable, as after a rename. Windows cannot open a folder, and needs no such thing. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch {
    // Some network file systems refuse to sync a folder; the file itself is safe.
  } finally {
    await handle.close()
  }
}
