import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeProblem } from '#engine/files/problem.ts'
import { toWire } from '#shared/errors.ts'
import type { ImportEvent, ImportResult } from '#shared/studio/exchange.ts'
import { moveIn } from './add.ts'
import { describePicture } from './describe.ts'
import { watchedFolderOf } from './external/files-of.ts'
import { type Candidate, candidate, sidecarFor } from './import-file.ts'
import { filesToImport } from './import-list.ts'
import { incomingFolder } from './incoming.ts'
import { refuseTwin } from './refused.ts'
import { getRow, putRows, type Row } from './rows.ts'
import { sidecarOf, writeSidecar } from './sidecar.ts'
import type { LibraryState } from './state.ts'
import { restore } from './trash.ts'

export type ImportOptions = {
  paths: readonly string[]
  /** Takes what was imported away from where it was. */
  move?: boolean
  signal?: AbortSignal
  onEvent?: (event: ImportEvent) => void
}

/** Files side by side: most of the time goes into waiting for the disk. */
const atOnce = 8

/**
 * Takes pictures from elsewhere into the library, each whole or not at all. The same pixels a second time, or in the
 * library already, are no second picture; such files stay where they are, whatever `move` says. Ends early, between
 * files, when the signal says so.
 * Errors: `invalid-input` for paths that are not there, `not-writable`, `disk-full`; what was imported until then stays.
 */
export async function importPictures(
  state: LibraryState,
  { paths, move = false, signal, onEvent = () => {} }: ImportOptions,
): Promise<ImportResult> {
  await state.requireWritable()
  const files = await filesToImport(paths, state.folder)
  const incoming = join(state.folder, incomingFolder)
  await mkdir(incoming, { recursive: true }).catch(error => {
    throw writeProblem(incoming, error)
  })
  const result: ImportResult = { found: files.length, added: [], known: 0, refused: [], cancelled: false }
  const trashed: string[] = []
  const begun = performance.now()
  for (let done = 0; done < files.length; ) {
    result.cancelled = signal?.aborted === true
    if (result.cancelled) break
    const chosen = files.slice(done, done + atOnce)
    const read = await Promise.allSettled(chosen.map(file => candidate(state, file)))
    const ready = read.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
    try {
      for (const [i, one] of read.entries())
        if (one.status === 'rejected') result.refused.push(refusalOf(chosen[i]!, one.reason))
      const fresh = await state.serial(() => takeIn(state, ready, result, trashed))
      if (move) for (const one of fresh) await takeAway(state, one, result)
    } finally {
      for (const { copy } of ready) if (copy) await rm(copy, { force: true }).catch(() => {})
    }
    done += chosen.length
    const msLeft = ((performance.now() - begun) / done) * (files.length - done)
    onEvent({ done, of: files.length, msLeft, file: chosen.at(-1)! })
  }
  // Whoever imports a picture wants to see it.
  if (trashed.length) await restore(state, trashed)
  return result
}

/** One file that is no picture does not stop the others; a disk that takes nothing does. */
function refusalOf(file: string, error: unknown): { file: string; reason: string } {
  const { code, message } = toWire(error)
  if (code === 'disk-full' || code === 'not-writable') throw error
  return { file, reason: message }
}

/** Gives those that are new. */
async function takeIn(
  state: LibraryState,
  ready: readonly Candidate[],
  result: ImportResult,
  trashed: string[],
): Promise<Candidate[]> {
  const { folder, index, changes } = state
  const fresh = new Map<string, Candidate>()
  /** Pictures of watched folders whose place those of the library take. */
  const external: Row[] = []
  for (const one of ready) {
    const twin = index.use(db => getRow(db, one.id))
    if (twin?.source === 0 || fresh.has(one.id)) result.known++
    else fresh.set(one.id, one)
    if (twin && twin.source > 0) external.push(twin)
    if (twin && twin.trashed !== null) trashed.push(one.id)
  }
  const settled = await Promise.allSettled([...fresh.values()].map(one => place(folder, one)))
  const rows = settled.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  index.use(db => putRows(db, rows))
  const ids = rows.map(({ id }) => id)
  const taken = new Map(rows.map(({ id, file }) => [id, file]))
  for (const twin of external)
    if (taken.has(twin.id)) index.use(db => refuseTwin(db, twin, taken.get(twin.id)!))
  result.added.push(...ids)
  if (ids.length) changes.tell({ kind: 'added', ids })
  const failed = settled.find(one => one.status === 'rejected')
  if (failed) throw failed.reason
  return ids.map(id => fresh.get(id)!)
}

async function place(folder: string, one: Candidate): Promise<Row> {
  const { created, prompt, seed, id } = one
  const parts = { created, prompt, seed: seed === null ? null : String(seed), id }
  const name = await moveIn(folder, one.copy!, parts)
  const path = join(folder, name)
  await writeSidecar(sidecarOf(path), sidecarFor(one)).catch(async error => {
    await rm(path, { force: true })
    throw error
  })
  // The pixels have told; a record may claim another id.
  return (await describePicture(folder, name, async () => id, { doubt: () => true })).row
}

async function takeAway(
  state: LibraryState,
  { file, said }: Candidate,
  { refused }: ImportResult,
): Promise<void> {
  const watched = watchedFolderOf(state, file)
  if (watched)
    return void refused.push({
      file,
      reason: `It was imported, and left where it was: in ${watched}, which is watched, Reroll changes nothing`,
    })
  await rm(file).catch((error: NodeJS.ErrnoException) =>
    refused.push({
      file,
      reason: `It was imported, but cannot be taken away from where it was (${error.code})`,
    }),
  )
  if (said) await rm(sidecarOf(file), { force: true }).catch(() => {})
}
