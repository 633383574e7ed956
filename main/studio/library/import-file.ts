import { copyFile, open, rm, stat, utimes } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { writeProblem } from '#engine/files/problem.ts'
import { StudioError } from '#shared/errors.ts'
import { kindOfPicture } from '#shared/pictures/picture-texts.ts'
import type { Seed } from '#shared/seed.ts'
import { pictureKinds } from './endings.ts'
import { incomingFolder } from './incoming.ts'
import { externalRecord } from './place.ts'
import { readPicture } from './read-picture.ts'
import { getRow } from './rows.ts'
import { emptySidecar, type Sidecar, sidecarOf, sidecarThere } from './sidecar.ts'
import type { LibraryState } from './state.ts'

export type Candidate = {
  file: string
  id: string
  prompt: string
  seed: Seed | null
  created: number
  /** What a person said of it; null where nobody did. */
  said: Sidecar | null
  /** A whole copy inside the library, under a name that nobody takes for a picture; null when it is known already. */
  copy: string | null
}

let count = 0

/**
 * Reads a picture outside the library and, unless the library has its pixels, copies it in. An id that a record
 * claims and the library knows is believed only after the pixels say the same.
 * Errors: `invalid-input` for what is no picture; `not-writable`, `disk-full`.
 */
export async function candidate({ folder, index, idOf }: LibraryState, file: string): Promise<Candidate> {
  const rowOf = (id: string) => index.use(db => getRow(db, id))
  const before = await stat(file)
  const { id: claimed, prompt, seed } = await readPicture(file)
  const id = claimed && !rowOf(claimed) ? claimed : await idOf(file)
  // What was said of it while it lay in a watched folder counts more than what another library says.
  const said = (await sidecarThere(externalRecord(folder, id))) ?? (await sidecarThere(sidecarOf(file)))
  const created = said?.created ?? Math.round(before.mtimeMs)
  const read = { file, id, prompt, seed, created, said }
  if (rowOf(id)?.source === 0) return { ...read, copy: null }
  const copy = join(folder, incomingFolder, `.import-${process.pid}-${++count}${await endingOf(file)}`)
  try {
    await copyFile(file, copy)
    const handle = await open(copy, 'r+')
    await handle.sync().finally(() => handle.close())
    await utimes(copy, before.atime, before.mtime)
    const after = await stat(file)
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs)
      throw new StudioError(
        'invalid-input',
        `${basename(file)} was changed while it was read; import it again`,
      )
  } catch (error) {
    await rm(copy, { force: true }).catch(() => {})
    throw writeProblem(copy, error)
  }
  return { ...read, copy }
}

/** By its bytes: a JPEG that is called .png gets its right name. */
async function endingOf(file: string): Promise<string> {
  const handle = await open(file, 'r')
  try {
    const { buffer } = await handle.read(new Uint8Array(16), 0, 16, 0)
    return pictureKinds[kindOfPicture(buffer) ?? 'png'].endings[0]!
  } finally {
    await handle.close()
  }
}

/** What is written beside the picture in the library. */
export const sidecarFor = ({ id, created, said }: Candidate): Sidecar => ({
  ...(said ?? emptySidecar),
  id,
  created,
  trashed: null,
})
