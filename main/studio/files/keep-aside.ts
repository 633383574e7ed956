import { copyFile, readFile, rename } from 'node:fs/promises'

const keptName = (file: string) => `${file}.kept-${new Date().toISOString().replace(/[:.]/g, '-')}`

/**
 * The text of a small file; null where there is none. One that is there and cannot be read is no reason to write over it.
 * Errors: the system's.
 */
export const readIfThere = (file: string): Promise<string | null> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })

/** Keeps a copy of a file of which only a part was understood. Gives its name, or null when even that failed. */
export async function keepCopy(file: string): Promise<string | null> {
  const kept = keptName(file)
  return copyFile(file, kept).then(
    () => kept,
    () => null,
  )
}

/**
 * Moves a file that cannot be understood out of the way, beside itself: it may hold what a person wants back.
 * Gives the new name, or null when even that failed.
 */
export async function keepAside(file: string): Promise<string | null> {
  const kept = keptName(file)
  return rename(file, kept).then(
    () => kept,
    () => null,
  )
}
