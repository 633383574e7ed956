import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { cacheFolder } from '../files/cache-folder.ts'
import type { ModelHash } from '../model/hash.ts'
import type { Model } from '../model/open.ts'
import type { Economy } from './economy.ts'

const economy = z.object({
  rows: z.int().min(1).nullable(),
  tile: z.int().min(8).nullable(),
  apart: z.boolean().default(false),
  staged: z.boolean(),
})
const stored = z.record(z.string(), economy)

const file = () => join(cacheFolder(), 'memory.json')

/** What is known from earlier runs, by device and model; an unreadable file is an empty one: it is found out again. */
async function read(): Promise<Record<string, Economy>> {
  try {
    return stored.parse(JSON.parse(await readFile(file(), 'utf8')))
  } catch {
    return {}
  }
}

/** What is remembered goes for a model, on a device, at a size of picture. */
export const economyKey = (
  { device }: Pick<Model, 'device'>,
  { hash }: Pick<ModelHash, 'hash'>,
  { width, height }: { width: number; height: number },
): string => `${device.name} ${hash} ${Math.max(width, height)}`

/** What this model had to do without on this device, or undefined. */
export const keptEconomy = async (key: string): Promise<Economy | undefined> => (await read())[key]

/** Written beside and renamed; a cache that cannot be written costs a second try the next time, no more. */
export async function keepEconomy(key: string, { rows, tile, apart, staged }: Economy): Promise<void> {
  try {
    const all = { ...(await read()), [key]: { rows, tile, apart, staged } }
    const half = `${file()}.${process.pid}`
    await mkdir(cacheFolder(), { recursive: true })
    await writeFile(half, JSON.stringify(all))
    await rename(half, file())
  } catch {
    // Found out again.
  }
}
