import { rename } from 'node:fs/promises'

/**
 * Moves a file that cannot be understood out of the way, beside itself: it may hold what a person wants back.
 * Gives the new name, or null when even that failed.
 */
export async function keepAside(file: string): Promise<string | null> {
  const kept = `${file}.kept-${new Date().toISOString().replace(/[:.]/g, '-')}`
  return rename(file, kept).then(
    () => kept,
    () => null,
  )
}
