import { link, mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeProblem } from '#engine/files/problem.ts'
import type { Upscaled } from '#shared/upscaled.ts'
import { describePicture } from './describe.ts'
import { usualEnding } from './endings.ts'
import { pictureName } from './file-name.ts'
import { linkless } from './lock.ts'
import { externalRecord } from './place.ts'
import { refuseTwin } from './refused.ts'
import { getRow, putRow } from './rows.ts'
import { emptySidecar, sidecarOf, sidecarThere, writeSidecar } from './sidecar.ts'
import type { LibraryState } from './state.ts'
import { restore } from './trash.ts'

/**
 * Takes a finished picture file into the library under a name a person can read.
 * The same pixels again are the picture that is there already (out of the trash, if need be): no second file.
 * `upscaled`: what its sidecar says of how it was made larger. Errors: `not-writable`, `disk-full`; the file then stays where it is.
 */
export async function add(
  state: LibraryState,
  file: string,
  created: number,
  upscaled?: Upscaled,
): Promise<string> {
  await state.requireWritable()
  const added = await state.serial(() => take(state, file, created, upscaled))
  if (added.trashed) await restore(state, [added.id])
  else state.changes.tell({ kind: added.known ? 'changed' : 'added', ids: [added.id] })
  return added.id
}

async function take(state: LibraryState, file: string, created: number, upscaled: Upscaled | undefined) {
  const { folder, index, idOf } = state
  const { row } = await describePicture(dirname(file), file.slice(dirname(file).length + 1), idOf)
  const twin = index.use(db => getRow(db, row.id))
  if (twin?.source === 0) {
    await rm(file)
    return { id: row.id, known: true, trashed: twin.trashed !== null }
  }
  const name = await moveIn(folder, file, { ...row, created })
  const path = join(folder, name)
  // What was said of it while it lay in a watched folder alone goes along.
  const said = await sidecarThere(externalRecord(folder, row.id))
  await writeSidecar(sidecarOf(path), {
    ...(said ?? emptySidecar),
    id: row.id,
    created,
    ...(upscaled && { upscaled }),
  })
  const { row: final } = await describePicture(folder, name, async () => row.id)
  index.use(db => putRow(db, final))
  if (twin) index.use(db => refuseTwin(db, twin, name))
  return { id: row.id, known: twin !== null, trashed: false }
}

/** Two names of one file. */
async function isSame(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([a, b].map(file => stat(file, { bigint: true }).catch(() => null)))
  return one != null && other != null && one.dev === other.dev && one.ino === other.ino && one.ino !== 0n
}

type Named = { created: number; prompt: string; seed: string | null; id: string }

/** Moves without ever replacing: the id's first digits nearly always tell two apart, and all of them do. */
export async function moveIn(folder: string, file: string, parts: Named): Promise<string> {
  for (const digits of [8, 16, 64]) {
    const name = pictureName(parts, digits, usualEnding(file))
    const path = join(folder, name)
    try {
      await mkdir(dirname(path), { recursive: true })
      await link(file, path)
      await rm(file)
      return name
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // A program that was killed between the two gave it this name already.
      if (code === 'EEXIST' && (await isSame(file, path))) {
        await rm(file)
        return name
      }
      if (code === 'EEXIST') continue
      if (linkless.has(code ?? ''))
        return rename(file, path).then(
          () => name,
          failed => {
            throw writeProblem(path, failed)
          },
        )
      throw writeProblem(path, error)
    }
  }
  throw writeProblem(
    join(folder, pictureName(parts, 64, usualEnding(file))),
    Object.assign(new Error(), { code: 'EEXIST' }),
  )
}
