import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import * as z from 'zod'
import { atomicWrite } from '../files/atomic-write.ts'
import { dataFolder } from '../folders.ts'

const file = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().min(0) })
const record = z.object({
  format: z.literal(1),
  folder: z.string(),
  source: z
    .object({
      repository: z.string(),
      commit: z.string(),
      precision: z.string().nullable(),
      licence: z.string().nullable(),
      page: z.string(),
    })
    .nullable(),
  /** By their paths within the folder, with forward slashes. */
  files: z.record(z.string(), file),
})
/** What a model's files were when it came: kept beside the settings, as a folder of somebody else's is not written to. */
export type ModelRecord = z.output<typeof record>

const recordsFolder = () => join(dataFolder(), 'model-records')
const fileOf = (folder: string) =>
  join(recordsFolder(), `${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 32)}.json`)

const read = async (path: string): Promise<ModelRecord | null> => {
  try {
    return record.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}

/** Null where there is none, or none that can be read. */
export const readRecord = (folder: string): Promise<ModelRecord | null> => read(fileOf(folder))

/** Errors: `not-writable`, `disk-full`. */
export const writeRecord = (made: Omit<ModelRecord, 'format'>): Promise<void> =>
  atomicWrite(
    fileOf(made.folder),
    JSON.stringify({ format: 1, ...made, folder: resolve(made.folder) } satisfies ModelRecord),
  )

/** Where a file of a known sum lies. `shared`: nobody but Reroll or the hub's programs writes there, so links are safe. */
export type Known = { path: string; shared: boolean }

/** Files of known sums, by SHA-256, as far as they are still there; those within `own` may be shared. */
export async function recordedFiles(own: string): Promise<Map<string, Known>> {
  const found = new Map<string, Known>()
  const names = await readdir(recordsFolder()).catch(() => [])
  for (const name of names.filter(one => one.endsWith('.json'))) {
    const made = await read(join(recordsFolder(), name))
    const shared = made?.folder.startsWith(resolve(own) + sep) === true
    for (const [path, { sha256 }] of Object.entries(made?.files ?? {}))
      if (shared || !found.has(sha256)) found.set(sha256, { path: join(made!.folder, path), shared })
  }
  return found
}
