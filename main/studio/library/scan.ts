import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { type Db, inTransaction } from './db.ts'
import { describePicture, type IdOf, inTrash, sidecarStamp, trashFolder } from './describe.ts'
import { getRow, putRow, type Row, removeRows } from './rows.ts'

export type ScanResult = { added: string[]; changed: string[]; removed: string[]; problems: string[] }
export type ScanOptions = {
  db: Db
  folder: string
  idOf: IdOf
  signal: AbortSignal
  onProgress?: ((done: number, of: number) => void) | undefined
}

/** Pictures looked at side by side; between batches the event loop turns. */
const batch = 32

/**
 * Compares the files with the index by size and time, reads what differs, and forgets what is gone.
 * Errors: what `readdir` of the library's folder says; nothing is forgotten then.
 */
export async function scan({ db, folder, idOf, signal, onProgress }: ScanOptions): Promise<ScanResult> {
  const result: ScanResult = { added: [], changed: [], removed: [], problems: [] }
  const files = await pictureFiles(folder)
  const known = knownFiles(db)
  const here = new Set(files)
  const gone = [...known.values()].filter(({ file }) => !here.has(file))
  const moved = new Set(gone.map(({ id }) => id))
  removeRows(db, [...moved])
  forgetRefused(db, here, gone.length > 0)
  const refused = refusedFiles(db)
  for (let i = 0; i < files.length; i += batch) {
    signal.throwIfAborted()
    const found = await Promise.all(
      files.slice(i, i + batch).map(file => look(folder, file, known.get(file), refused.get(file), idOf)),
    )
    inTransaction(db, () => {
      for (const one of found) if (one) take(db, one, moved, result)
    })
    onProgress?.(Math.min(i + batch, files.length), files.length)
  }
  result.removed.push(...moved)
  return result
}

type Known = { id: string; file: string; bytes: number; mtime: number; sidecar: string }
type Refused = { file: string; bytes: number; mtime: number; reason: string }
type Look =
  | { kind: 'read'; row: Row; problems: string[]; before: string | null }
  | ({ kind: 'refuse' } & Refused)

const knownFiles = (db: Db) =>
  new Map(
    (db.prepare('SELECT id, file, bytes, mtime, sidecar FROM pictures').all() as Known[]).map(row => [
      row.file,
      row,
    ]),
  )
const refusedFiles = (db: Db) =>
  new Map((db.prepare('SELECT * FROM refused').all() as Refused[]).map(row => [row.file, row]))

/** Every .png of the library, the trash last; other hidden folders are none of ours. */
export async function pictureFiles(folder: string): Promise<string[]> {
  const found: string[] = []
  const walk = async (at: string): Promise<void> => {
    const entries = await readdir(join(folder, at), { withFileTypes: true }).catch(error => {
      if (at === '') throw error
      return []
    })
    for (const entry of entries) {
      const path = at ? `${at}/${entry.name}` : entry.name
      if (entry.isDirectory() && !entry.name.startsWith('.')) await walk(path)
      else if (entry.isFile() && /\.png$/i.test(entry.name) && !entry.name.startsWith('.')) found.push(path)
    }
  }
  await walk('')
  if (await stat(join(folder, trashFolder)).catch(() => null)) await walk(trashFolder)
  return found
}

async function look(
  folder: string,
  file: string,
  known: Known | undefined,
  refused: Refused | undefined,
  idOf: IdOf,
): Promise<Look | null> {
  const path = join(folder, file)
  const info = await stat(path).catch(() => null)
  if (!info) return null
  const same = (row: { bytes: number; mtime: number }) =>
    row.bytes === info.size && row.mtime === info.mtimeMs
  if (refused && same(refused)) return null
  if (known && same(known) && known.sidecar === (await sidecarStamp(path))) return null
  try {
    return { kind: 'read', ...(await describePicture(folder, file, idOf)), before: known?.id ?? null }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    // What cannot be read today (no permission, a vanished disk) may be readable tomorrow.
    const lasting = error instanceof StudioError
    return { kind: 'refuse', file, bytes: lasting ? info.size : -1, mtime: info.mtimeMs, reason }
  }
}

function take(db: Db, one: Look, moved: Set<string>, result: ScanResult): void {
  if (one.kind === 'refuse') {
    refuse(db, one)
    if (!inTrash(one.file)) result.problems.push(one.reason)
    return
  }
  const { row, problems, before } = one
  result.problems.push(...problems)
  const twin = getRow(db, row.id)
  // The same pixels a second time are the same picture; outside the trash wins, and then whoever was first.
  if (twin && twin.file !== row.file) {
    const reason = `${row.file} shows the same picture as ${twin.file}`
    refuse(db, { file: row.file, bytes: row.bytes, mtime: row.mtime, reason })
    return
  }
  if (before && before !== row.id) {
    db.prepare('DELETE FROM pictures WHERE id = ?').run(before)
    result.removed.push(before)
  }
  db.prepare('DELETE FROM refused WHERE file = ?').run(row.file)
  putRow(db, row)
  if (moved.delete(row.id) || twin) result.changed.push(row.id)
  else result.added.push(row.id)
}

function refuse(db: Db, { file, bytes, mtime, reason }: Refused): void {
  db.prepare('INSERT OR REPLACE INTO refused (file, bytes, mtime, reason) VALUES (?, ?, ?, ?)').run(
    file,
    bytes,
    mtime,
    reason,
  )
}

/** When a picture went, one that showed the same may take its place: all twins are looked at again. */
function forgetRefused(db: Db, here: ReadonlySet<string>, twinsToo: boolean): void {
  const gone = [...refusedFiles(db).values()].filter(
    ({ file, reason }) => !here.has(file) || (twinsToo && reason.includes('shows the same picture as')),
  )
  const remove = db.prepare('DELETE FROM refused WHERE file = ?')
  inTransaction(db, () => {
    for (const { file } of gone) remove.run(file)
  })
}
