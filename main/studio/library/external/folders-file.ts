import { readFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import * as z from 'zod'
import { StudioError } from '#shared/errors.ts'
import { atomicWrite } from '../../files/atomic-write.ts'
import { keepAside } from '../../files/keep-aside.ts'
import { externalFolder } from '../place.ts'

const foldersFile = z.object({
  format: z.literal(1),
  folders: z.array(
    z.object({
      folder: z.string().min(1).refine(isAbsolute, 'a watched folder is named by its whole path'),
      /** What it is called in the window and in queries. */
      name: z.string().min(1).max(100),
    }),
  ),
})
export type Watched = z.output<typeof foldersFile>['folders'][number]

const fileOf = (library: string) => join(library, externalFolder, 'folders.json')

/**
 * The folders that are watched beside a library, as its own file says. `folders` is null where that cannot be known: the
 * file is of a newer format, or the disk does not answer; `problem` says so. A file that cannot be understood is kept
 * aside.
 */
export async function readFolders(
  library: string,
): Promise<{ folders: Watched[] | null; problem: string | null }> {
  const file = fileOf(library)
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT'
      ? { folders: [], problem: null }
      : { folders: null, problem: `${file} cannot be read (${code})` }
  }
  const json = parsed(text)
  const read = foldersFile.safeParse(json)
  if (read.success) return { folders: read.data.folders, problem: null }
  const format = (json as { format?: unknown } | null)?.format
  if (typeof format === 'number' && format > 1)
    return { folders: null, problem: `${file} was written by a newer Reroll; update to read it` }
  const kept = await keepAside(file)
  const where = kept ? `was kept as ${kept}` : 'could not be moved aside'
  return {
    folders: [],
    problem: `${file} could not be understood and ${where}; add the watched folders again`,
  }
}

/** Errors: `not-writable`, `disk-full`; also for a file of a newer format. */
export async function changeFolders(
  library: string,
  change: (folders: Watched[]) => Watched[],
): Promise<void> {
  const { folders, problem } = await readFolders(library)
  if (!folders) throw new StudioError('not-writable', problem!)
  await atomicWrite(fileOf(library), `${JSON.stringify({ format: 1, folders: change(folders) }, null, 1)}\n`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
