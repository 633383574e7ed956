import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type CanvasRecord, record } from '#shared/canvas/records.ts'
import { StudioError } from '#shared/errors.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { appendLine, lineOf, readJournal } from './journal.ts'

/**
 * A drawing's folder holds `snapshot-N.json`, all records after N changes, and `journal-N.jsonl`, the changes after
 * those. The snapshot before the newest and its journal stay, so that a damaged one loses nothing.
 */
export type Kept = {
  records: Map<string, CanvasRecord>
  revision: number
  /** Where the next change goes: the revision of the newest snapshot. */
  base: number
  /** Changes behind that snapshot, and their bytes. */
  lines: number
  bytes: number
  /** Whether the journal has a damaged end, which the next change takes the place of. */
  damaged: boolean
  /** What could not be read, in one sentence. */
  lost: string | null
}

const journalOf = (folder: string, base: number) => join(folder, `journal-${base}.jsonl`)
const snapshotOf = (folder: string, base: number) => join(folder, `snapshot-${base}.json`)

const numbered = (names: readonly string[], kind: 'snapshot' | 'journal'): number[] =>
  names
    .map(name => new RegExp(`^${kind}-(\\d+)\\.jsonl?$`).exec(name)?.[1])
    .filter(found => found !== undefined)
    .map(Number)
    .sort((a, b) => a - b)

/** Errors: `invalid-input` when nothing of it can be read. */
export async function readDrawing(folder: string): Promise<Kept> {
  const names = await readdir(folder)
  const snapshots = numbered(names, 'snapshot')
  let skipped = 0
  for (const base of snapshots.toReversed()) {
    const records = await readSnapshot(snapshotOf(folder, base))
    if (!records) {
      skipped++
      continue
    }
    const kept = await replayed(folder, names, base, records.whole)
    const newest = snapshots.at(-1)!
    const problems = [
      ...(skipped && kept.revision < newest ? ['its newest snapshot could not be read'] : []),
      ...(records.broken ? [`${records.broken} of its parts could not be understood`] : []),
      ...(kept.lost ? [kept.lost] : []),
    ]
    return { ...kept, lost: problems.length ? `Of this drawing ${problems.join(', and ')}` : null }
  }
  throw new StudioError(
    'invalid-input',
    `The drawing in ${folder} cannot be read: it has no snapshot that is whole. Restore the folder from a backup, or delete it`,
  )
}

async function readSnapshot(file: string) {
  try {
    const { format, records } = JSON.parse(await readFile(file, 'utf8')) as {
      format: number
      records: unknown[]
    }
    if (format !== 1 || !Array.isArray(records)) return null
    const parsed = records.map(one => record.safeParse(one))
    const whole = parsed.flatMap(({ data }) => (data ? [data] : []))
    return { whole, broken: parsed.length - whole.length }
  } catch {
    return null
  }
}

async function replayed(
  folder: string,
  names: readonly string[],
  from: number,
  records: readonly CanvasRecord[],
): Promise<Kept> {
  const drawing = new Map(records.map(one => [one.id, one]))
  const start = { lines: 0, bytes: 0, damaged: false, lost: null }
  const kept: Kept = { records: drawing, revision: from, base: from, ...start }
  for (const base of numbered(names, 'journal').filter(base => base >= from)) {
    // A journal that begins later than what is known so far follows a gap.
    if (base > kept.revision) {
      kept.lost = `the changes from ${kept.revision + 1} to ${base} are missing`
      break
    }
    const bytes = await readFile(journalOf(folder, base)).catch((error: NodeJS.ErrnoException) => {
      kept.lost = `the changes from ${base + 1} on cannot be read (${error.code})`
      return null
    })
    if (!bytes) break
    const { entries, good, damaged } = readJournal(bytes)
    for (const { revision, changes } of entries) {
      if (revision !== kept.revision + 1) continue
      change(drawing, changes)
      kept.revision = revision
    }
    Object.assign(kept, { base, lines: entries.length, bytes: good, damaged: damaged > 0 })
    if (damaged === 1) kept.lost = 'the last change was cut off while it was written'
    if (damaged > 1)
      kept.lost = `the last ${damaged} changes could not be read, since the first of them is damaged`
  }
  return kept
}

function change(records: Map<string, CanvasRecord>, changes: Record<string, CanvasRecord | null>): void {
  for (const [id, after] of Object.entries(changes)) {
    if (after) records.set(id, after)
    else records.delete(id)
  }
}

/** So much behind a snapshot, and a new one is written. */
const most = { lines: 400, bytes: 4 << 20 }

/**
 * Adds a change; the records in memory change when it is kept. Errors: `invalid-input` when another process has
 * changed the drawing meanwhile; `disk-full`, `not-writable`.
 */
export async function appendChange(
  folder: string,
  kept: Kept,
  changes: Record<string, CanvasRecord | null>,
): Promise<void> {
  const line = lineOf({ revision: kept.revision + 1, changes })
  const { bytes, damaged } = kept
  await appendLine({ file: journalOf(folder, kept.base), bytes, damaged }, line)
  change(kept.records, changes)
  kept.revision++
  kept.lines++
  Object.assign(kept, { bytes: bytes + Buffer.byteLength(line), damaged: false, lost: null })
  if (kept.lines >= most.lines || kept.bytes >= most.bytes) await compact(folder, kept).catch(() => {})
}

/** What cannot be compacted now is kept as it is: the journal has it all. */
async function compact(folder: string, kept: Kept): Promise<void> {
  const before = kept.base
  await writeSnapshot(folder, kept.revision, [...kept.records.values()])
  Object.assign(kept, { base: kept.revision, lines: 0, bytes: 0 })
  const names = await readdir(folder)
  for (const kind of ['snapshot', 'journal'] as const)
    for (const base of numbered(names, kind))
      if (base < before)
        await rm(kind === 'snapshot' ? snapshotOf(folder, base) : journalOf(folder, base), { force: true })
}

/** Errors: `disk-full`, `not-writable`. */
export const writeSnapshot = (
  folder: string,
  revision: number,
  records: readonly CanvasRecord[],
): Promise<void> => atomicWrite(snapshotOf(folder, revision), JSON.stringify({ format: 1, records }))
