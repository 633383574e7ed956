import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import { type Session, session } from '#shared/studio/settings.ts'
import { keepAside } from '../files/keep-aside.ts'
import { latestWriter } from '../files/latest-writer.ts'

/** Typing changes it with every key; the disk need not know each. */
const delayMs = 300

export type SessionKeeper = Awaited<ReturnType<typeof openSession>>

/**
 * What lay on the desk when the window was closed. Values that make no sense are dropped one by one; a file that is
 * garbage is kept aside.
 */
export async function openSession(file: string, onProblem: (sentence: string) => void) {
  const writer = latestWriter(file, delayMs, onProblem)
  let current = await read(file, onProblem)
  return {
    get: (): Session => current,
    set(change: Partial<Session>): void {
      const given = Object.entries(change).filter(([, value]) => value !== undefined)
      current = { ...current, ...Object.fromEntries(given) }
      writer.put(() => JSON.stringify({ format: 1, ...current }))
    },
    flush: writer.flush,
  }
}

async function read(file: string, onProblem: (sentence: string) => void): Promise<Session> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return session.parse({})
  try {
    const value = z.record(z.string(), z.unknown()).parse(JSON.parse(text))
    const kept = Object.entries(session.shape).filter(
      ([key, schema]) => Object.hasOwn(value, key) && schema.safeParse(value[key]).success,
    )
    return session.parse(Object.fromEntries(kept.map(([key]) => [key, value[key]])))
  } catch {
    const kept = await keepAside(file)
    onProblem(`What lay on the desk could not be read${kept ? ` and was kept as ${kept}` : ''}`)
    return session.parse({})
  }
}
