import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { bytes } from '#shared/bytes.ts'
import { type HostEvent, largestFile } from '#shared/studio/host.ts'

/** Reads the first of the files that the system asks to open; the others are counted. Null where there is none. */
export async function openFiles(files: readonly string[]): Promise<HostEvent | null> {
  const [file, ...more] = files
  if (file === undefined) return null
  const name = basename(file)
  try {
    const { size } = await stat(file)
    if (size > largestFile)
      return { problem: `${name} is ${bytes(size)}; at most ${bytes(largestFile)} are read` }
    return { open: { name, bytes: new Uint8Array(await readFile(file)) }, more: more.length }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'it is not there any more' : (error as Error).message
    return { problem: `${name} could not be opened: ${why}` }
  }
}
