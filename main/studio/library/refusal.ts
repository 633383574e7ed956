import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type LockResult, lockName } from './lock.ts'

/** Why a library's folder cannot be read at all, with a way on; null when it can. Asked anew each time: disks come and go. */
export async function vanished(folder: string): Promise<string | null> {
  const info = await stat(folder).catch((error: NodeJS.ErrnoException) => error)
  if (info instanceof Error)
    return `The library folder ${folder} cannot be found (${info.code}): connect its disk again, or choose another folder`
  return info.isDirectory() ? null : `${folder} is a file, not a folder; choose another`
}

/** The folder is there, but not as it was left: an empty mount point, or the lock was deleted or taken over. */
export const changedHands = (folder: string): string =>
  `The library ${folder} is not as it was (was its disk disconnected, or its lock deleted?): nothing is written there until it is opened again`

/** Why nothing can be written into a library, in one sentence with a way on; null when it can. */
export async function refusalOf(folder: string, locked: LockResult): Promise<string | null> {
  if (locked.kind === 'held') return null
  if (locked.kind === 'taken')
    return (
      `The library ${folder} is open in another Reroll (${locked.who}), so here it can only be looked at. ` +
      `Close the other one or choose another folder; if there is no other one, delete ${join(folder, lockName)}`
    )
  const gone = await vanished(folder)
  if (gone) return gone
  return locked.error.code === 'ENOSPC'
    ? `The disk of ${folder} is full: pictures can be looked at, not added. Free some space, or choose another folder`
    : `${folder} may not be written (${locked.error.code}): pictures can be looked at, not added. Change its permissions, or choose another folder`
}
