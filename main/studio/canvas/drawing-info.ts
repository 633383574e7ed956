import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { StudioError } from '#shared/errors.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { keepAside } from '../files/keep-aside.ts'

const info = z.object({ name: z.string(), created: z.number(), trashed: z.number().nullable() })
/** What is said of a drawing beside what is drawn. */
export type DrawingInfo = z.output<typeof info>

export const infoName = 'info.json'
const fileOf = (folder: string) => join(folder, infoName)

/** What a drawing is called until a person renames it, where its own name could not be read. */
const found = 'Found drawing'

/**
 * Reads what is said of the drawing in a folder. What cannot be understood is kept aside and told, and the drawing goes
 * on under another name. Errors: `invalid-input` when there is none; `not-writable`, `disk-full`.
 */
export async function readInfo(folder: string, onProblem: (sentence: string) => void): Promise<DrawingInfo> {
  try {
    return info.parse(JSON.parse(await readFile(fileOf(folder), 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new StudioError('invalid-input', 'There is no such drawing any more; choose another one')
  }
  const kept = await keepAside(fileOf(folder))
  const { birthtimeMs, mtimeMs } = await stat(folder)
  const said = { name: found, created: Math.round(birthtimeMs || mtimeMs), trashed: null }
  await writeInfo(folder, said)
  onProblem(
    `The name of a drawing could not be read${kept ? ` and was kept as ${kept}` : ''}; it is called "${found}" now`,
  )
  return said
}

/** Errors: `not-writable`, `disk-full`. */
export const writeInfo = (folder: string, said: DrawingInfo): Promise<void> =>
  atomicWrite(fileOf(folder), JSON.stringify(said))
