import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { writeProblem } from '#engine/files/problem.ts'

let count = 0

/** Whether a name is that of a temporary file which another process than this one left behind. */
export const isLeftover = (name: string): boolean => {
  const pid = /^\..+\.(\d+)\.\d+\.reroll-tmp$/.exec(name)?.[1]
  return pid !== undefined && Number(pid) !== process.pid
}

/**
 * The name holds the old file or the whole new one, whatever happens in between. Missing folders are made.
 * Errors: `not-writable`, `disk-full`; nothing is left behind then.
 */
export async function atomicWrite(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.${++count}.reroll-tmp`)
  try {
    await mkdir(dirname(file), { recursive: true })
    const handle = await open(temporary, 'w')
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw writeProblem(file, error)
  }
}
