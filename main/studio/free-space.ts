import { statfs } from 'node:fs/promises'
import { StudioError } from '#shared/errors.ts'

/** Errors: `disk-full` when less than `minFreeMiB` is left where `folder` is. */
export async function checkRoom(folder: string, minFreeMiB: number): Promise<void> {
  if (minFreeMiB <= 0) return
  const info = await statfs(folder).catch(() => null)
  // A disk that does not tell is found out when it is written.
  if (!info?.blocks) return
  const free = (info.bavail * info.bsize) / 2 ** 20
  if (free < minFreeMiB)
    throw new StudioError(
      'disk-full',
      `Only ${Math.floor(free)} MiB are free where ${folder} is, and the settings keep ${minFreeMiB}; free some space, lower that setting, or choose another folder`,
    )
}
