import { access, constants, mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { escapePattern } from '#shared/escape-pattern.ts'
import { isAlive } from './is-alive.ts'
import { writeProblem } from './problem.ts'
import { syncFolder } from './sync-folder.ts'

/** A file name that this process alone may write, until it is committed or given up. */
export type Claim = {
  readonly file: string
  /** Writes all bytes under a temporary name, syncs, renames: the name holds the old file or the whole new one. */
  commit(bytes: Uint8Array): Promise<void>
  /** Leaves nothing behind: no lock, no temporary file, no folder made for it. Harmless after a commit. */
  giveUp(): Promise<void>
}

const lockOf = (file: string) => join(dirname(file), `.${basename(file)}.reroll-lock`)
const temporaryOf = (file: string, pid: number) => join(dirname(file), `.${basename(file)}.${pid}.reroll-tmp`)

/**
 * Makes sure, before any work is done, that `file` can be written and that no other run is writing it.
 * Missing folders are made. What a killed run left beside the same name is cleared away.
 * Errors: `invalid-input` when another run holds the name; `not-writable`, `disk-full`.
 */
export async function claim(file: string): Promise<Claim> {
  const made = await makeFolders(dirname(file)).catch(error => {
    throw writeProblem(file, error)
  })
  const lock = lockOf(file)
  const giveUp = async () => {
    // What cannot be removed could not be made either; the first error is the one to tell.
    await rm(temporaryOf(file, process.pid), { force: true }).catch(() => {})
    await rm(lock, { force: true }).catch(() => {})
    for (const folder of made) await rmdir(folder).catch(() => {})
  }
  try {
    if ((await stat(file).catch(() => null))?.isDirectory())
      throw Object.assign(new Error(), { code: 'EISDIR' })
    await access(dirname(file), constants.W_OK)
    await lockFile(lock, file)
    await clearLeftovers(file)
  } catch (error) {
    if (!(error instanceof StudioError)) await giveUp()
    throw writeProblem(file, error)
  }
  return {
    file,
    giveUp,
    async commit(bytes) {
      const temporary = temporaryOf(file, process.pid)
      try {
        const handle = await open(temporary, 'w')
        try {
          await handle.writeFile(bytes)
          await handle.sync()
        } finally {
          await handle.close()
        }
        await rename(temporary, file)
        await syncFolder(dirname(file))
      } catch (error) {
        await giveUp()
        throw writeProblem(file, error)
      }
      await rm(lock, { force: true })
    },
  }
}

/** Folders that had to be made, innermost first. */
async function makeFolders(folder: string): Promise<string[]> {
  const first = await mkdir(folder, { recursive: true })
  const made: string[] = []
  for (let at = folder; first && at.length >= first.length; at = dirname(at)) made.push(at)
  return made
}

async function lockFile(lock: string, file: string): Promise<void> {
  const mine = JSON.stringify({ pid: process.pid, host: hostname() })
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = await open(lock, 'wx')
      try {
        await handle.writeFile(mine)
      } catch (error) {
        await rm(lock, { force: true })
        throw error
      } finally {
        await handle.close()
      }
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = await holderOf(lock)
      if (holder === process.pid)
        throw new StudioError(
          'invalid-input',
          `${file} is to be written twice; give each picture a name of its own`,
        )
      if (holder)
        throw new StudioError(
          'invalid-input',
          `${file} is being written by another run (process ${holder}); wait for it or choose another name`,
        )
      await rm(lock, { force: true })
    }
  }
  throw new StudioError(
    'invalid-input',
    `${file} is being written by another run; wait for it or choose another name`,
  )
}

/** The process that holds a lock, or null when it is gone. A lock just being written counts as held. */
async function holderOf(lock: string): Promise<number | null> {
  const text = await readFile(lock, 'utf8').catch(() => null)
  if (text === null) return null
  try {
    const { pid, host } = JSON.parse(text) as { pid: number; host: string }
    return host !== hostname() || isAlive(pid) ? pid : null
  } catch {
    const age = Date.now() - ((await stat(lock).catch(() => null))?.mtimeMs ?? 0)
    // A time that is still to come says that the clock was set back since.
    return age >= 0 && age < 5000 ? -1 : null
  }
}

async function clearLeftovers(file: string): Promise<void> {
  const pattern = new RegExp(`^\\.${escapePattern(basename(file))}\\.(\\d+)\\.reroll-tmp$`)
  for (const name of await readdir(dirname(file))) {
    const pid = Number(pattern.exec(name)?.[1])
    if (pid && pid !== process.pid && !isAlive(pid)) await rm(join(dirname(file), name), { force: true })
  }
}

/** Clears what a process that was killed left beside a name it had claimed. Does nothing to a living one's. */
export async function clearDead(file: string): Promise<void> {
  await clearLeftovers(file).catch(() => {})
  const lock = lockOf(file)
  // Where there is no such folder, nothing was left in it either.
  if ((await holderOf(lock)) === null) await rm(lock, { force: true }).catch(() => {})
}
