import { statfs } from 'node:fs/promises'
import { StudioError } from '#shared/errors.ts'

/** What large files leave to everything else. */
const leftMiB = 64

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

/** Errors: `disk-full` when `bytes` more, and a little for everybody else, do not fit where `folder` is. */
export async function checkFits(folder: string, bytes: number): Promise<void> {
  const info = await statfs(folder).catch(() => null)
  if (!info?.blocks) return
  const free = info.bavail * info.bsize
  if (free >= bytes + leftMiB * 2 ** 20) return
  const mebibytes = (count: number) => `${Math.ceil(count / 2 ** 20)} MiB`
  throw new StudioError(
    'disk-full',
    `${mebibytes(bytes)} more are needed where ${folder} is, and only ${mebibytes(free)} are free; free some space first`,
  )
}
