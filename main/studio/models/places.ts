import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { same } from '#shared/same.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { keepAside, keepCopy, readIfThere } from '../files/keep-aside.ts'
import { dataFolder } from '../folders.ts'
import { serial } from '../serial.ts'

const paths = z.array(z.string().min(1).max(4096)).max(1000).catch([]).default([])
const places = z.object({
  format: z.literal(1).default(1),
  /** Models that stay where they are. */
  links: paths,
  /** Upscalers that stay where they are: their files. */
  upscalers: paths,
  /** Folders that are looked through for models: of A1111, ComfyUI, the hub's cache, any other. */
  folders: paths,
  /** The hub's address; null for the usual one. */
  endpoint: z.string().max(500).nullable().catch(null).default(null),
})
/** Where models lie besides the models folder. The window and the command line share it. */
export type Places = z.output<typeof places>

const file = () => join(dataFolder(), 'models.json')

/** A file that is missing or garbage is an empty one. */
export async function readPlaces(): Promise<Places> {
  try {
    return places.parse(JSON.parse(await readFile(file(), 'utf8')))
  } catch {
    return places.parse({})
  }
}

/**
 * Keeps aside what cannot be understood, so that no change writes over it, and a copy where single values cannot be.
 * Gives what happened in one sentence; null where all is well.
 */
export async function keepUnread(): Promise<string | null> {
  const where = (kept: string | null) => (kept ? `; ${kept} holds what was there` : '')
  try {
    const text = await readIfThere(file())
    if (text === null) return null
    const value = z.record(z.string(), z.unknown()).parse(JSON.parse(text))
    const read: Record<string, unknown> = places.parse(value)
    const lost = Object.keys(read).filter(key => key in value && !same(value[key], read[key]))
    if (!lost.length) return null
    return `Of where models lie this makes no sense and was left out: ${lost.join(', ')}${where(await keepCopy(file()))}`
  } catch {
    const kept = await keepAside(file())
    return `The list of where models lie could not be read; add those that lie elsewhere again${where(kept)}`
  }
}

const one = serial()

/** Reads, changes and writes it whole. Errors: `not-writable`, `disk-full`. */
export const changePlaces = (change: (before: Places) => Partial<Places>): Promise<Places> =>
  one(async () => {
    await keepUnread()
    const before = await readPlaces()
    const after = places.parse({ ...before, ...change(before) })
    await atomicWrite(file(), JSON.stringify(after, null, 1))
    return after
  })

/** With a path added, once; without it. */
export const withPath = (list: readonly string[], path: string): string[] => [
  ...list.filter(one => resolve(one) !== resolve(path)),
  resolve(path),
]
export const withoutPath = (list: readonly string[], path: string): string[] =>
  list.filter(one => resolve(one) !== resolve(path))
