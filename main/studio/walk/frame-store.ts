import { createHash } from 'node:crypto'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Generation } from '#shared/generation.ts'
import { keepLatest } from '../files/keep-latest.ts'

/** What is kept of frames for the next time; the oldest go first. */
const most = { bytes: 512 * 2 ** 20 }

/**
 * Drawn frames, by everything that makes them: a walk that is only shown faster, saved in another form, or given one
 * more stop, draws nothing twice. Under the cache folder, so that it may be emptied at any time.
 */
export function frameStore(cache: string) {
  const folder = join(cache, 'walks')
  return {
    /** Where the frame of these settings is or will be. `stamp` says which model and device. */
    fileOf(stamp: string, generation: Generation): string {
      const name = createHash('sha256')
        .update(JSON.stringify([stamp, generation]))
        .digest('hex')
      return join(folder, `${name}.png`)
    },
    /** Whether it is drawn already; used now, so that it is kept. */
    async has(file: string): Promise<boolean> {
      const now = new Date()
      return utimes(file, now, now).then(
        () => true,
        () => false,
      )
    },
    tidy: () => keepLatest(folder, '.png', most),
  }
}
