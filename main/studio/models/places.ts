import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { atomicWrite } from '../files/atomic-write.ts'
import { dataFolder } from '../folders.ts'
import { serial } from '../serial.ts'

const paths = z.array(z.string().min(1).max(4096)).max(1000).catch([]).default([])
const places = z.object({
  format: z.literal(1).default(1),
  /** Models that stay where they are. */
  links: paths,
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

const one = serial()

/** Reads, changes and writes it whole. Errors: `not-writable`, `disk-full`. */
export const changePlaces = (change: (before: Places) => Partial<Places>): Promise<Places> =>
  one(async () => {
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
