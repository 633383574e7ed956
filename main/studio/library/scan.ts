import { stat } from 'node:fs/promises'
import { StudioError } from '#shared/errors.ts'
import { type Db, inTransaction } from './db.ts'
import { describePicture, inTrash, sidecarStamp } from './describe.ts'
import { sourceOfPath, sourcesOf } from './external/sources.ts'
import type { Index } from './index-file.ts'
import { listAll } from './list-all.ts'
import { type Adopt, orphans } from './orphans.ts'
import { listSome } from './picture-files.ts'
import { isExternal, pathOf, sidecarFileOf } from './place.ts'
import { forgetRefused, freeTwins, type Refused, refuse, refusedFiles, refuseTwin } from './refused.ts'
import { getRow, idOfFile, putRow, type Row, removeRows } from './rows.ts'
import type { LibraryState } from './state.ts'

export type ScanResult = {
  added: string[]
  changed: string[]
  removed: string[]
  problems: string[]
  /** A watched folder came or went: what is shown of many pictures may be another thing now. */
  foldersChanged: boolean
}
export type ScanOptions = {
  signal: AbortSignal
  onProgress?: ((done: number, of: number) => void) | undefined
  /** Looks at these files alone, named as the index names them; all else is taken to be as it was. */
  only?: ReadonlySet<string> | undefined
}

/** Pictures looked at side by side; between batches others have their turn. */
const batch = 16

/**
 * Compares the files of the library and of the folders watched beside it with the index by size and time, reads what
 * differs, and forgets what is gone. What lies in a watched folder that is not there is kept as it was.
 * Errors: what `readdir` of the library's folder says; nothing is forgotten then.
 */
export async function scan(
  state: LibraryState,
  { signal, onProgress, only }: ScanOptions,
): Promise<ScanResult> {
  const { folder, index, serial } = state
  // Known first: what is added while the folder is listed is then no candidate for having gone.
  const known = only ? index.use(db => knownOf(db, only)) : await knownFiles(index)
  const mayWrite = await state.requireWritable().then(
    () => true,
    () => false,
  )
  const { files, orphans: lost, away, told, removed } = await listAll(state, mayWrite, only)
  const result: ScanResult = { added: [], changed: [], removed, ...told }
  const adopt = orphans(folder, mayWrite ? lost : [])
  const here = new Set(files)
  const isGone = (file: string) => !here.has(file) && (!only || only.has(file)) && !away(file)
  const gone = [...known.values()].filter(({ file }) => isGone(file))
  const moved = await serial(() => forgetGone(state, gone))
  index.use(db => forgetRefused(db, isGone))
  const freed = index.use(freeTwins)
  if (only) files.push(...(await listSome(folder, freed)).pictures.filter(file => !here.has(file)))
  const refused = index.use(refusedFiles)
  const doubtful: string[] = []
  for (let i = 0; i < files.length; i += batch) {
    signal.throwIfAborted()
    await serial(async () => {
      const chosen = files.slice(i, i + batch)
      const found = await Promise.all(
        chosen.map(file => look(state, adopt, file, known.get(file), refused.get(file), false)),
      )
      index.use(db => takeAll(db, found, moved, result, doubtful))
    })
    onProgress?.(Math.min(i + batch, files.length), files.length)
  }
  for (const file of doubtful) {
    signal.throwIfAborted()
    await serial(async () => {
      const found = await look(state, adopt, file, undefined, undefined, true)
      index.use(db => takeAll(db, [found], moved, result, null))
    })
  }
  result.removed.push(...moved)
  return result
}

type Known = { id: string; file: string; bytes: number; mtime: number; sidecar: string }
type Look = { kind: 'read'; row: Row; problems: string[] } | ({ kind: 'refuse' } & Refused)

/** By file; read in pieces, since all at once would hold the event loop up. */
async function knownFiles(index: Index): Promise<Map<string, Known>> {
  const known = new Map<string, Known>()
  for (let last = -1; ; ) {
    const rows = index.use(db =>
      db
        .prepare(
          'SELECT key, id, file, bytes, mtime, sidecar FROM pictures WHERE key > ? ORDER BY key LIMIT 1000',
        )
        .all(last),
    ) as (Known & { key: number })[]
    for (const row of rows) known.set(row.file, row)
    const end = rows.at(-1)
    if (!end) return known
    last = end.key
    await new Promise(resolve => setImmediate(resolve))
  }
}

const knownOf = (db: Db, files: ReadonlySet<string>): Map<string, Known> => {
  const find = db.prepare('SELECT id, file, bytes, mtime, sidecar FROM pictures WHERE file = ?')
  return new Map([...files].flatMap(file => (find.all(file) as Known[]).map(row => [file, row] as const)))
}

/** Takes rows out whose files are gone, unless they were only moved by us in the meantime. Gives their ids. */
async function forgetGone({ folder, index }: LibraryState, gone: readonly Known[]): Promise<Set<string>> {
  const ids: string[] = []
  for (const { id, file } of gone) {
    if (index.use(db => getRow(db, id))?.file !== file) continue
    if (!(await stat(pathOf(folder, file)).catch(() => null))) ids.push(id)
  }
  index.use(db => removeRows(db, ids))
  return new Set(ids)
}

async function look(
  { folder, index, idOf }: LibraryState,
  adopt: Adopt,
  file: string,
  known: Known | undefined,
  refused: Refused | undefined,
  doubtAll: boolean,
): Promise<Look | null> {
  const info = await stat(pathOf(folder, file)).catch(() => null)
  if (!info) return null
  const same = (row: { bytes: number; mtime: number }) =>
    row.bytes === info.size && row.mtime === info.mtimeMs
  if (refused && same(refused)) return null
  if (known && same(known) && known.sidecar === (await sidecarStamp(sidecarFileOf(folder, known))))
    return null
  const taken = (id: string) => {
    const other = index.use(db => getRow(db, id))
    return doubtAll || (other !== null && (other.file !== file || !same(other)))
  }
  try {
    const source = isExternal(file) ? index.use(sourcesOf).find(one => sourceOfPath([one], file))?.key : 0
    // Watched no more since the files were listed.
    if (source === undefined) return null
    return { kind: 'read', ...(await describePicture(folder, file, idOf, { doubt: taken, adopt, source })) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    // What cannot be read today (no permission, a vanished disk) may be readable tomorrow.
    const lasting = error instanceof StudioError
    return { kind: 'refuse', file, bytes: lasting ? info.size : -1, mtime: info.mtimeMs, reason, twin: null }
  }
}

/** `doubtful` collects files whose claim to an id is contested, to be unpacked; null settles it. */
function takeAll(
  db: Db,
  found: readonly (Look | null)[],
  moved: Set<string>,
  result: ScanResult,
  doubtful: string[] | null,
): void {
  inTransaction(db, () => {
    for (const one of found) {
      if (one?.kind === 'refuse') {
        refuse(db, one)
        const before = idOfFile(db, one.file)
        if (before) forget(db, before, result)
        if (!inTrash(one.file)) result.problems.push(one.reason)
      } else if (one) take(db, one, moved, result, doubtful)
    }
  })
}

function forget(db: Db, id: string, result: ScanResult): void {
  db.prepare('DELETE FROM pictures WHERE id = ?').run(id)
  result.removed.push(id)
}

function take(
  db: Db,
  { row, problems }: Extract<Look, { kind: 'read' }>,
  moved: Set<string>,
  result: ScanResult,
  doubtful: string[] | null,
): void {
  const twin = getRow(db, row.id)
  if (twin && twin.file !== row.file) {
    if (doubtful) {
      doubtful.push(row.file)
      return
    }
    // The same pixels a second time are the same picture.
    if (!goesBefore(db, row, twin)) {
      refuseTwin(db, row, twin.file)
      return
    }
    refuseTwin(db, twin, row.file)
  }
  result.problems.push(...problems)
  const before = idOfFile(db, row.file)
  if (before && before !== row.id) forget(db, before, result)
  db.prepare('DELETE FROM refused WHERE file = ?').run(row.file)
  putRow(db, row)
  if (moved.delete(row.id) || twin) result.changed.push(row.id)
  else result.added.push(row.id)
}

/** The library goes before watched folders, and these before one that is not there; else whoever was first stays. */
function goesBefore(db: Db, { source }: Row, twin: Row): boolean {
  if (twin.source === 0 || source === twin.source) return false
  return source === 0 || sourcesOf(db).some(({ key, problem }) => key === twin.source && problem !== null)
}
