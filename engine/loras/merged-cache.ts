import { mkdir, readdir, rename, rm, stat, statfs, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { cacheFolder } from '../files/cache-folder.ts'
import { isAlive } from '../files/is-alive.ts'
import { writeProblem } from '../files/problem.ts'
import { syncFolder } from '../files/sync-folder.ts'

/** What models with LoRAs laid on may take up; REROLL_LORA_CACHE says another number of GiB. */
const limitBytes = (): number => Number(process.env.REROLL_LORA_CACHE ?? 20) * 2 ** 30

export const mergedFolder = (): string => join(cacheFolder(), 'loras')

/**
 * A folder by a key: made anew where it is not there, by `make` in a folder of another name that is renamed when it is
 * whole. The least lately used go once there is more than the limit.
 * Errors: `disk-full`, `not-writable`, and what `make` throws; nothing is left then.
 */
export async function keptOrMade(
  key: string,
  atMost: number,
  signal: AbortSignal,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const all = mergedFolder()
  const kept = join(all, key)
  if (await stat(join(kept, 'model.onnx')).catch(() => null)) {
    await touch(kept)
    return kept
  }
  const temporary = join(all, `.${key}.${process.pid}.tmp`)
  try {
    await mkdir(all, { recursive: true })
    await clearDead(all)
    await rm(temporary, { recursive: true, force: true })
    await checkRoom(all, atMost)
    await mkdir(temporary)
    await make(temporary)
    signal.throwIfAborted()
    await syncFolder(temporary)
    await rename(temporary, kept).catch(async error => {
      // Another process was faster: it made the same.
      if (!(await stat(kept).catch(() => null))) throw error
      await rm(temporary, { recursive: true, force: true })
    })
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {})
    const { code } = error as NodeJS.ErrnoException
    throw typeof code === 'string' && code.startsWith('E') ? cacheProblem(all, error) : error
  }
  await evict(all, key, limitBytes())
  return kept
}

/** Nobody chose this folder: how another one is. */
function cacheProblem(all: string, error: unknown): StudioError {
  const { code, message } = writeProblem(all, error)
  return new StudioError(
    code,
    `${message}. A model with LoRAs laid on is a copy, kept with the caches: XDG_CACHE_HOME says where`,
    { cause: error },
  )
}

/** The time of a folder says when it was last used. */
const touch = (folder: string) => utimes(folder, new Date(), new Date()).catch(() => {})

/** What runs that were killed have left. */
async function clearDead(all: string): Promise<void> {
  for (const name of await readdir(all)) {
    const pid = Number(/^\..+\.(\d+)\.tmp$/.exec(name)?.[1])
    if (pid && pid !== process.pid && !isAlive(pid))
      await rm(join(all, name), { recursive: true, force: true })
  }
}

async function checkRoom(folder: string, bytes: number): Promise<void> {
  const info = await statfs(folder).catch(() => null)
  // A disk that does not tell is found out when it is written.
  if (!info?.blocks || info.bavail * info.bsize >= bytes) return
  const free = Math.floor((info.bavail * info.bsize) / 2 ** 20)
  throw new StudioError(
    'disk-full',
    `A model with LoRAs laid on needs up to ${Math.ceil(bytes / 2 ** 20)} MiB in ${folder}, where ${free} are free; free some space, or set XDG_CACHE_HOME to another disk`,
  )
}

/** Files that still lie elsewhere under another name take no room of their own. */
async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  const infos = await Promise.all(names.map(name => stat(join(folder, name)).catch(() => null)))
  return infos.reduce((sum, info) => sum + (info && info.nlink === 1 ? info.size : 0), 0)
}

async function evict(all: string, keep: string, limit: number): Promise<void> {
  const names = (await readdir(all)).filter(name => !name.startsWith('.'))
  const held = await Promise.all(
    names.map(async name => ({
      name,
      used: (await stat(join(all, name)).catch(() => null))?.mtimeMs ?? 0,
      size: await sizeOf(join(all, name)),
    })),
  )
  let total = held.reduce((sum, { size }) => sum + size, 0)
  for (const { name, size } of held.sort((a, b) => a.used - b.used)) {
    if (total <= limit) return
    if (name === keep) continue
    // One that is in use on Windows cannot go yet.
    await rm(join(all, name), { recursive: true, force: true }).catch(() => {})
    total -= size
  }
}
