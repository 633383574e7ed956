import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { link, open, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, uptime } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from '#engine/files/is-alive.ts'

type Lock = {
  /** False once the folder is gone, or another has taken it over. */
  isOurs(): Promise<boolean>
  release(): Promise<void>
}
export type LockResult =
  /** `unclean`: whoever had it before did not end in order. */
  | { kind: 'held'; lock: Lock; unclean: boolean }
  /** Another Reroll has it; `who` is for a sentence. */
  | { kind: 'taken'; who: string }
  /** The folder takes no files at all. */
  | { kind: 'unwritable'; error: NodeJS.ErrnoException }

export const lockName = '.reroll-lock'
/** The marks of the locks that this process holds, or is about to. */
const mine = new Set<string>()

/** One writer per library: a file that names the process that has it. A dead one's is taken over. */
export async function lockFolder(folder: string): Promise<LockResult> {
  const file = join(folder, lockName)
  let unclean = false
  for (let attempt = 0; attempt < 50; attempt++) {
    const { mark, text } = signed()
    mine.add(mark)
    try {
      await create(file, text)
      return {
        kind: 'held',
        unclean,
        lock: { isOurs: () => holds(file, text), release: () => release(file, text, mark) },
      }
    } catch (error) {
      mine.delete(mark)
      const problem = error as NodeJS.ErrnoException
      if (problem.code !== 'EEXIST') return { kind: 'unwritable', error: problem }
      const found = await readFile(file, 'utf8').catch(() => null)
      const who = found === null ? null : holder(found)
      if (who) return { kind: 'taken', who }
      unclean = true
      try {
        if (found !== null) await takeAway(file, found)
      } catch (problem) {
        return { kind: 'unwritable', error: problem as NodeJS.ErrnoException }
      }
      await sleep(5 + 10 * Math.random())
    }
  }
  return { kind: 'taken', who: 'another process' }
}

/** What file systems without links say: FAT, some network disks. */
export const linkless: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

const beside = (file: string) => `${file}.${process.pid}.${randomBytes(4).toString('hex')}`

/** Appears with its content or not at all, where the file system knows links. */
async function create(file: string, text: string): Promise<void> {
  const temporary = beside(file)
  try {
    await writeFile(temporary, text)
    await link(temporary, file)
  } catch (error) {
    if (!linkless.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    const handle = await open(file, 'wx')
    await handle.writeFile(text).finally(() => handle.close())
  } finally {
    await rm(temporary, { force: true }).catch(() => {})
  }
}

/**
 * Removes a dead lock. Several may have found it, and one of them may hold a fresh one by now: who removes has a lock on
 * that, and looks again. Who finds that taken leaves it to the other.
 */
async function takeAway(file: string, dead: string): Promise<void> {
  const guard = `${file}.taking`
  const { mark, text } = signed()
  mine.add(mark)
  try {
    await create(guard, text)
    try {
      if (await holds(file, dead)) await rm(file, { force: true })
    } finally {
      await rm(guard, { force: true })
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const found = await readFile(guard, 'utf8').catch(() => null)
    // Killed in the midst of it.
    if (found !== null && !holder(found)) await rm(guard, { force: true })
  } finally {
    mine.delete(mark)
  }
}

function signed(): { mark: string; text: string } {
  const mark = randomBytes(8).toString('hex')
  return {
    mark,
    text: JSON.stringify({ pid: process.pid, host: hostname(), since: Date.now(), boot: boot(), mark }),
  }
}

const holds = async (file: string, text: string): Promise<boolean> =>
  (await readFile(file, 'utf8').catch(() => null)) === text

async function release(file: string, text: string, mark: string): Promise<void> {
  mine.delete(mark)
  if (await holds(file, text)) await rm(file, { force: true }).catch(() => {})
}

/** What names this run of the machine, where the system has a name for it: a clock may be set at any time. */
function boot(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return undefined
  }
}

/** Who holds a lock of this text, for a sentence; null when nobody does any more. */
function holder(text: string): string | null {
  try {
    const { pid, host, since, boot: then, mark } = JSON.parse(text)
    if (host !== hostname()) return `a process on ${host}`
    // Process numbers are given out again, after a restart of the machine most of all.
    const now = boot()
    const restarted = then && now ? then !== now : since < Date.now() - uptime() * 1000 - 10_000
    if (restarted) return null
    const alive = pid === process.pid ? mine.has(mark) : isAlive(pid)
    return alive ? `process ${pid}` : null
  } catch {
    return null
  }
}
