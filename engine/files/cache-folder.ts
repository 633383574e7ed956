import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where the engine keeps what it can make again. */
export const cacheFolder = (): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'reroll')
