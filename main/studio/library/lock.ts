import { open, readFile, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

export type Lock = { release(): Promise<void> }
export type LockResult =
  | { kind: 'held'; lock: Lock }
  /** Another Reroll has it; `who` is for a sentence. */
  | { kind: 'taken'; who: string }
  /** The folder takes no files at all. */
  | { kind: 'unwritable'; error: NodeJS.ErrnoException }

export const lockName = '.reroll-lock'
const mine = new Set<string>()

/** One writer per library: a file that names the process that has it. A dead one's is taken over. */
export async function lockFolder(folder: string): Promise<LockResult> {
  const file = join(folder, lockName)
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = await open(file, 'wx')
      await handle.writeFile(JSON.stringify({ pid: process.pid, host: hostname() }))
      await handle.close()
      mine.add(file)
      return { kind: 'held', lock: { release: () => release(file) } }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        return { kind: 'unwritable', error: error as NodeJS.ErrnoException }
      const who = await holder(file)
      if (who) return { kind: 'taken', who }
      await rm(file, { force: true }).catch(() => {})
    }
  }
  return { kind: 'taken', who: 'another process' }
}

async function release(file: string): Promise<void> {
  mine.delete(file)
  await rm(file, { force: true }).catch(() => {})
}

async function holder(file: string): Promise<string | null> {
  try {
    const { pid, host } = JSON.parse(await readFile(file, 'utf8')) as { pid: number; host: string }
    if (host !== hostname()) return `a process on ${host}`
    // Process numbers are given out again: ours may have been a dead one's.
    const alive = pid === process.pid ? mine.has(file) : isAlive(pid)
    return alive ? `process ${pid}` : null
  } catch {
    // Half-written by one that was killed, or gone in the meantime.
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
