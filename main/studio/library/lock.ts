import { link, open, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, uptime } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

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
  const text = JSON.stringify({ pid: process.pid, host: hostname(), since: Date.now() })
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await create(file, text)
      // Two may have found the same dead one's and removed it in turn: whoever came last has it.
      if (attempt > 0) await wait(100)
      if ((await readFile(file, 'utf8')) !== text) continue
      mine.add(file)
      return { kind: 'held', lock: { release: () => release(file) } }
    } catch (error) {
      const problem = error as NodeJS.ErrnoException
      if (problem.code !== 'EEXIST') return { kind: 'unwritable', error: problem }
      const who = await holder(file)
      if (who) return { kind: 'taken', who }
      await rm(file, { force: true }).catch(() => {})
    }
  }
  return { kind: 'taken', who: 'another process' }
}

/** Appears with its content or not at all, where the file system knows links. */
async function create(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}`
  await writeFile(temporary, text)
  try {
    await link(temporary, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error
    const handle = await open(file, 'wx')
    await handle.writeFile(text).finally(() => handle.close())
  } finally {
    await rm(temporary, { force: true })
  }
}

async function release(file: string): Promise<void> {
  mine.delete(file)
  await rm(file, { force: true }).catch(() => {})
}

async function holder(file: string): Promise<string | null> {
  try {
    const { pid, host, since } = JSON.parse(await readFile(file, 'utf8'))
    if (host !== hostname()) return `a process on ${host}`
    // Process numbers are given out again, after a restart of the machine most of all.
    if (since < Date.now() - uptime() * 1000 - 10_000) return null
    const alive = pid === process.pid ? mine.has(file) : isAlive(pid)
    return alive ? `process ${pid}` : null
  } catch {
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
