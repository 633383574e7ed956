import * as z from 'zod'
import { type Session, session } from '#shared/studio/settings.ts'
import { keepAside, keepCopy, readIfThere } from '../files/keep-aside.ts'
import { latestWriter } from '../files/latest-writer.ts'

/** Typing changes it with every key; the disk need not know each. */
const delayMs = 300

export type SessionKeeper = Awaited<ReturnType<typeof openSession>>

/**
 * What lay on the desk when the window was closed. Values that make no sense are dropped one by one, and a copy is kept;
 * a file that is garbage is kept aside.
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
  try {
    const text = await readIfThere(file)
    if (text === null) return session.parse({})
    const value = z.record(z.string(), z.unknown()).parse(JSON.parse(text))
    const known = Object.entries(session.shape).filter(([key]) => Object.hasOwn(value, key))
    const [good, bad] = [true, false].map(wanted =>
      known.filter(([key, schema]) => schema.safeParse(value[key]).success === wanted).map(([key]) => key),
    )
    if (bad!.length) {
      const copy = await keepCopy(file)
      onProblem(
        `Of what lay on the desk this makes no sense and was left out: ${bad!.join(', ')}${copy ? `; a copy was kept as ${copy}` : ''}`,
      )
    }
    return session.parse(Object.fromEntries(good!.map(key => [key, value[key]])))
  } catch {
    const kept = await keepAside(file)
    onProblem(`What lay on the desk could not be read${kept ? ` and was kept as ${kept}` : ''}`)
    return session.parse({})
  }
}
