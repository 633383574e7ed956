import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import type { HubInfo } from '#shared/studio/hub.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { hubHome } from './hf-cache.ts'

/** The system's keychain, where a host has one. */
export type Keychain = {
  /** False where it would only look like one. */
  isSafe(): boolean
  lock(text: string): Uint8Array
  unlock(bytes: Uint8Array): string
}

export type Token = { value: string; from: Exclude<HubInfo['token'], 'none'> }
export type TokenKeeper = {
  keychain: boolean
  read(): Promise<Token | null>
  /** Null forgets it. Errors: `invalid-input` for what is no token. */
  set(token: string | null): Promise<void>
}

const tokenText = /^[\x21-\x7e]{8,500}$/

/**
 * A person's token for the hub. Kept encrypted by the system's keychain; where there is none, in memory until the
 * program ends: never in the clear on a disk. Without one of its own, HF_TOKEN and the hub's own token file are read.
 */
export function tokenKeeper(data: string, keychain: Keychain | null): TokenKeeper {
  const file = join(data, 'hub-token')
  const safe = () => keychain?.isSafe() === true
  let session: string | null = null
  const kept = async (): Promise<string | null> => {
    if (!safe()) return null
    try {
      return keychain!.unlock(await readFile(file))
    } catch {
      return null
    }
  }
  return {
    get keychain() {
      return safe()
    },
    async read() {
      if (session) return { value: session, from: 'session' }
      const own = await kept()
      return own ? { value: own, from: 'kept' } : tokenAround()
    },
    async set(token) {
      session = null
      if (token === null) return rm(file, { force: true })
      const value = token.trim()
      if (!tokenText.test(value))
        throw new StudioError('invalid-input', 'That is no token of the hub; expected one such as hf_…')
      if (safe()) await atomicWrite(file, keychain!.lock(value))
      else session = value
    },
  }
}

/** What other programs of the hub use: the environment, then the file that `hf auth login` writes. */
export async function tokenAround(env: NodeJS.ProcessEnv = process.env): Promise<Token | null> {
  const given = (env.HF_TOKEN || env.HUGGING_FACE_HUB_TOKEN)?.trim()
  if (given && tokenText.test(given)) return { value: given, from: 'environment' }
  const path = env.HF_TOKEN_PATH || join(hubHome(env), 'token')
  const text = (await readFile(path, 'utf8').catch(() => '')).trim()
  return tokenText.test(text) ? { value: text, from: 'file' } : null
}
