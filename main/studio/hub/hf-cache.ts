import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Known } from '../models/records.ts'

/** Where the hub's own library keeps what it downloaded; the rules are those of huggingface_hub's `constants.py`. */
export function hubCacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.HF_HUB_CACHE) return env.HF_HUB_CACHE
  if (env.HUGGINGFACE_HUB_CACHE) return env.HUGGINGFACE_HUB_CACHE
  return join(hubHome(env), 'hub')
}

export const hubHome = (env: NodeJS.ProcessEnv = process.env): string =>
  env.HF_HOME || join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'huggingface')

/** Its blobs are named after their sums, SHA-256 for large files and git's for the others: paths by sum. */
export async function cachedBlobs(folder: string): Promise<Map<string, Known>> {
  const found = new Map<string, Known>()
  for (const repository of await readdir(folder).catch(() => []))
    for (const name of await readdir(join(folder, repository, 'blobs')).catch(() => []))
      if (/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(name))
        found.set(name, { path: join(folder, repository, 'blobs', name), shared: true })
  return found
}
