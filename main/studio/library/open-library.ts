import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import type { LibraryInfo, RebuildEvent } from '#shared/studio/host.ts'
import type { PictureChange, PictureDetail, PictureFilter } from '#shared/studio/pictures.ts'
import { listeners } from '../listeners.ts'
import { serial } from '../serial.ts'
import { add, incomingFolder } from './add.ts'
import { type Edit, edit } from './edit.ts'
import { type Index, openIndex } from './index-file.ts'
import { thumbnailSide } from './limits.ts'
import { lockFolder } from './lock.ts'
import { unpack } from './pixels.ts'
import { type Range, readRange } from './range.ts'
import { readPicture } from './read-picture.ts'
import { cardOf, getRow } from './rows.ts'
import { scan } from './scan.ts'
import type { LibraryState } from './state.ts'
import { thumbnails } from './thumbnails.ts'
import { purge, restore, trash } from './trash.ts'

export type LibraryOptions = {
  folder: string
  /** For the index and the thumbnails; may be emptied at any time. */
  cache: string
  /** Days after which the trash is emptied; 0 never. */
  trashDays?: number
  onProblem?: (sentence: string) => void
}

export type Library = Awaited<ReturnType<typeof openLibrary>>

/** The folder under which everything that may be made again of one library lies. */
export const libraryKey = (folder: string): string =>
  createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16)

/**
 * Opens a library: what the index knows can be read at once; what changed on disk is noticed in the background.
 * A folder that is gone, read-only or another Reroll's opens too, to be looked at; `info().problem` then says why.
 */
export async function openLibrary({
  folder: path,
  cache,
  trashDays = 0,
  onProblem = () => {},
}: LibraryOptions) {
  const folder = resolve(path)
  const locked = await lockFolder(folder)
  const closing = new AbortController()
  let lost = false
  const onLost = () => {
    lost = true
    onProblem(`The index of ${folder} was damaged; it is made again from the pictures, nothing is lost`)
    setImmediate(() => void refresh().catch(() => {}))
  }
  const index = openIndexOrMemory(
    join(cache, 'libraries', libraryKey(folder), 'index.sqlite'),
    onLost,
    onProblem,
  )
  const refusal = await refusalOf(folder, locked)
  const state: LibraryState = {
    folder,
    index,
    changes: listeners<PictureChange>(),
    serial: serial(),
    thumbnails: join(cache, 'thumbnails'),
    idOf: async file => unpack(await readFile(file), basename(file), thumbnailSide).id,
    requireWritable() {
      if (refusal) throw new StudioError('not-writable', refusal)
    },
  }
  const thumbnail = thumbnails(state.thumbnails)

  const refresh = async (onProgress?: (done: number, of: number) => void): Promise<void> => {
    const { added, changed, removed, problems } = await state.serial(() =>
      index.use(db => scan({ db, folder, idOf: state.idOf, signal: closing.signal, onProgress })),
    )
    for (const problem of problems) onProblem(problem)
    const count = added.length + changed.length + removed.length
    if (lost || count > 1000) state.changes.tell({ kind: 'reset', ids: [] })
    else
      for (const [kind, ids] of Object.entries({ added, changed, removed } as const))
        if (ids.length) state.changes.tell({ kind: kind as PictureChange['kind'], ids })
    lost = false
  }

  const rowOf = (id: string) => {
    const row = index.use(db => getRow(db, id))
    if (!row) throw new StudioError('invalid-input', `There is no picture ${id.slice(0, 8)}… in the library`)
    return row
  }

  const info = async (): Promise<LibraryInfo> => {
    const counted = index.use(db =>
      db
        .prepare(
          `SELECT count(*) FILTER (WHERE trashed IS NULL) AS pictures, count(trashed) AS trashed,
           coalesce(sum(bytes), 0) AS bytes FROM pictures`,
        )
        .get(),
    ) as { pictures: number; trashed: number; bytes: number }
    return { folder, ...counted, problem: (await vanished(folder)) ?? refusal }
  }

  if (!refusal) await mkdir(join(folder, incomingFolder), { recursive: true })
  return {
    folder,
    cache,
    refusal,
    info,
    watch: state.changes.add,
    range: (range: Range) => index.use(db => readRange(db, range)),
    has: (id: string) => index.use(db => getRow(db, id)) !== null,
    get: (id: string) => detail(folder, rowOf(id)),
    /** The path of a picture. Errors: `invalid-input` when there is none of that id. */
    fileOf: (id: string) => join(folder, rowOf(id).file),
    thumbnail: (id: string) => {
      const row = rowOf(id)
      return thumbnail({ ...row, file: join(folder, row.file) })
    },
    /** Where the engine may put a picture before it is added. */
    incoming: (name: string) => join(folder, incomingFolder, name),
    requireWritable: state.requireWritable,
    add: (file: string, created = Date.now()) => add(state, file, created),
    edit: (ids: readonly string[], change: Edit) => edit(state, ids, change),
    trash: (ids: readonly string[]) => trash(state, ids),
    restore: (ids: readonly string[]) => restore(state, ids),
    purge: (ids?: readonly string[]) => purge(state, ids ?? trashedIds()),
    /** Looks for what changed on disk. */
    refresh,
    async rebuild(onEvent: (event: RebuildEvent) => void): Promise<LibraryInfo> {
      await state.serial(() => index.reset())
      lost = true
      const begun = performance.now()
      await refresh((done, of) =>
        onEvent({ done, of, msLeft: ((performance.now() - begun) / done) * (of - done) }),
      )
      return info()
    },
    /** Work that may wait until the window shows: the scan, what a killed run had finished, the old trash. */
    async catchUp(): Promise<void> {
      if (!refusal) {
        await adoptIncoming()
        const before = Date.now() - trashDays * 86_400_000
        if (trashDays) await purge(state, trashedIds(before))
      }
      if (!(await vanished(folder))) await refresh()
    },
    async close(): Promise<void> {
      closing.abort()
      await state.serial(() => {})
      index.close()
      if (locked.kind === 'held') await locked.lock.release()
    },
  }

  function trashedIds(before = Number.MAX_SAFE_INTEGER): string[] {
    const rows = index.use(db => db.prepare('SELECT id FROM pictures WHERE trashed < ?').all(before))
    return (rows as { id: string }[]).map(({ id }) => id)
  }

  /** Pictures that were finished when the program was killed before it could take them in. */
  async function adoptIncoming(): Promise<void> {
    const names = await readdir(join(folder, incomingFolder)).catch(() => [])
    for (const name of names.filter(name => name.endsWith('.png') && !name.startsWith('.'))) {
      const file = join(folder, incomingFolder, name)
      const info = await stat(file).catch(() => null)
      if (info)
        await add(state, file, Math.round(info.mtimeMs)).catch(error => onProblem(String(error.message)))
    }
  }
}

/** A cache that cannot be written costs time at the next start, nothing else. */
function openIndexOrMemory(file: string, onLost: () => void, onProblem: (sentence: string) => void): Index {
  try {
    return openIndex(file, onLost)
  } catch (error) {
    onProblem(`The index cannot be kept at ${file} (${(error as Error).message}); it is made at every start`)
    return openIndex(':memory:', onLost)
  }
}

async function detail(folder: string, row: ReturnType<typeof getRow> & object): Promise<PictureDetail> {
  const file = join(folder, row.file)
  const record = await readPicture(file).then(
    facts => facts.record,
    () => null,
  )
  const { tags, boards, note, bytes } = row
  return { ...cardOf({ ...row, starred: row.starred ? 1 : 0 }), file, bytes, tags, boards, note, record }
}

const vanished = async (folder: string): Promise<string | null> => {
  const info = await stat(folder).catch((error: NodeJS.ErrnoException) => error)
  if (info instanceof Error)
    return `The library folder ${folder} cannot be found (${info.code}): connect its disk again, or choose another folder`
  return info.isDirectory() ? null : `${folder} is a file, not a folder; choose another`
}

async function refusalOf(
  folder: string,
  locked: Awaited<ReturnType<typeof lockFolder>>,
): Promise<string | null> {
  if (locked.kind === 'held') return null
  if (locked.kind === 'taken')
    return `The library ${folder} is open in another Reroll (${locked.who}): here it can only be looked at. Close the other one, or choose another folder`
  return (
    (await vanished(folder)) ??
    (locked.error.code === 'ENOSPC'
      ? `The disk of ${folder} is full: pictures can be looked at, not added. Free some space, or choose another folder`
      : `${folder} may not be written (${locked.error.code}): pictures can be looked at, not added. Change its permissions, or choose another folder`)
  )
}

export type { PictureFilter }
