import type { PictureCard } from '#shared/studio/pictures.ts'
import { type Db, inTransaction } from './db.ts'

/** A picture as the index keeps it. */
export type Row = {
  id: string
  /** Relative to the library's folder, with forward slashes; the whole path of one in a watched folder. */
  file: string
  /** The watched folder that it lies in, 0 for the library: see `migrations/0006-sources.ts`. */
  source: number
  created: number
  width: number
  height: number
  prompt: string
  negative: string
  note: string
  tags: string[]
  boards: string[]
  seed: string | null
  /** The picture that it came from. */
  parent: string | null
  model: string
  /** 0 to 5; any is a star. */
  stars: number
  /** A colour's name, or empty. */
  label: string
  steps: number | null
  guidance: number | null
  sampler: string
  schedule: string
  /** What drew it; empty where nothing says. */
  program: string
  trashed: number | null
  bytes: number
  mtime: number
  /** Size and time of the sidecar, or empty without one. */
  sidecar: string
}

type Stored = Omit<Row, 'tags' | 'boards'> & { key: number; starred: number; labels: string }

const columns =
  'id, file, created, width, height, prompt, seed, model, stars, label, labels, sampler, steps, guidance, trashed'
export const cardColumns = `${columns
  .split(', ')
  .map(name => `p.${name}`)
  .join(', ')}, p.source, (SELECT name FROM sources WHERE key = p.source) AS home,
  (SELECT problem FROM sources WHERE key = p.source) AS problem`

/** Seeds are kept as text: SQLite's integers end at 2^63. */
const seedOf = (text: string | null) =>
  text === null ? null : Number.isSafeInteger(Number(text)) ? Number(text) : text

export const cardOf = (row: unknown): PictureCard => {
  const { id, created, width, height, prompt, seed, model, stars, label, labels, trashed } = row as Stored
  const { sampler, steps, guidance } = row as Stored
  const { source, home, problem } = row as { source: number; home: string; problem: string | null }
  return {
    id,
    created,
    width,
    height,
    prompt,
    seed: seedOf(seed),
    model,
    stars,
    starred: stars > 0,
    label,
    // As `putRow` joins them.
    tags: labels ? labels.split('\n') : [],
    sampler,
    steps,
    guidance,
    trashed,
    ...(source > 0 && { external: { folder: home, missing: problem !== null } }),
  }
}

/** Adds a picture, or replaces what is known of it. */
export function putRow(db: Db, row: Row): void {
  const { key } = db
    .prepare(
      `INSERT INTO pictures (id, file, created, width, height, prompt, negative, note, labels, seed, parent, model, starred, trashed, bytes, mtime, sidecar,
         stars, label, steps, guidance, sampler, schedule, program, source)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET file = excluded.file, created = excluded.created, width = excluded.width,
         height = excluded.height, prompt = excluded.prompt, negative = excluded.negative, note = excluded.note,
         labels = excluded.labels, seed = excluded.seed, parent = excluded.parent, model = excluded.model, starred = excluded.starred,
         trashed = excluded.trashed, bytes = excluded.bytes, mtime = excluded.mtime, sidecar = excluded.sidecar,
         stars = excluded.stars, label = excluded.label, steps = excluded.steps, guidance = excluded.guidance,
         sampler = excluded.sampler, schedule = excluded.schedule, program = excluded.program, source = excluded.source
       RETURNING key`,
    )
    .get(
      row.id,
      row.file,
      row.created,
      row.width,
      row.height,
      row.prompt,
      row.negative,
      row.note,
      row.tags.join('\n'),
      row.seed,
      row.parent,
      row.model,
      row.stars > 0 ? 1 : 0,
      row.trashed,
      row.bytes,
      row.mtime,
      row.sidecar,
      row.stars,
      row.label,
      row.steps,
      row.guidance,
      row.sampler,
      row.schedule,
      row.program,
      row.source,
    ) as { key: number }
  db.prepare('DELETE FROM labels WHERE picture = ?').run(key)
  const label = db.prepare('INSERT OR IGNORE INTO labels (kind, name, picture) VALUES (?, ?, ?)')
  for (const tag of row.tags) label.run('tag', tag, key)
  for (const board of row.boards) label.run('board', board, key)
}

export const putRows = (db: Db, rows: readonly Row[]): void =>
  inTransaction(db, () => {
    for (const row of rows) putRow(db, row)
  })

export function getRow(db: Db, id: string): Row | null {
  const stored = db.prepare('SELECT * FROM pictures WHERE id = ?').get(id) as Stored | undefined
  if (!stored) return null
  const { key, labels: _, starred: __, ...rest } = stored
  const named = db.prepare('SELECT kind, name FROM labels WHERE picture = ? ORDER BY name').all(key) as {
    kind: string
    name: string
  }[]
  const of = (kind: string) => named.filter(label => label.kind === kind).map(({ name }) => name)
  return { ...rest, tags: of('tag'), boards: of('board') }
}

export const idOfFile = (db: Db, file: string): string | null =>
  (db.prepare('SELECT id FROM pictures WHERE file = ?').get(file) as { id: string } | undefined)?.id ?? null

export const removeRows = (db: Db, ids: readonly string[]): void =>
  inTransaction(db, () => {
    const remove = db.prepare('DELETE FROM pictures WHERE id = ?')
    for (const id of ids) remove.run(id)
  })
