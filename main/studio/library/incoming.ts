import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { add } from './add.ts'
import type { LibraryState } from './state.ts'

/** Where the engine puts pictures: inside the library, so that taking one in is a move, never a copy. */
export const incomingFolder = '.incoming'

/** What a run before this one left there. To be asked before anything of this run can be there as well. */
export const leftIncoming = (folder: string): Promise<string[]> =>
  readdir(join(folder, incomingFolder)).catch(() => [])

/** Takes in what was finished when the program was killed, and clears away what was not. `left`: by name, of `leftIncoming`. */
export async function adoptIncoming(
  state: LibraryState,
  left: readonly string[],
  onProblem: (sentence: string) => void,
): Promise<void> {
  const folder = join(state.folder, incomingFolder)
  await mkdir(folder, { recursive: true }).catch(() => {})
  for (const name of left) {
    const file = join(folder, name)
    const info = await stat(file).catch(() => null)
    // Half-written files and locks of a dead engine begin with a dot; the lock says that nobody else was at work.
    if (name.startsWith('.')) await rm(file, { force: true }).catch(() => {})
    else if (info && name.endsWith('.png'))
      await add(state, file, Math.round(info.mtimeMs)).catch(error => onProblem((error as Error).message))
  }
}
