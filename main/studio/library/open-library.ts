import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import type { MoveResult, NameKind } from '#shared/studio/bulk.ts'
import type { LibraryInfo, RebuildEvent } from '#shared/studio/host.ts'
import type { PictureChange } from '#shared/studio/pictures.ts'
import type { Upscaled } from '#shared/upscaled.ts'
import { listeners } from '../listeners.ts'
import { serial } from '../serial.ts'
import { add } from './add.ts'
import type { DriverName } from './db.ts'
import { type Edit, edit } from './edit.ts'
import { externalFiles, fileOfId, watchedFolderOf } from './external/files-of.ts'
import { lookAtFolders } from './external/look-at-folders.ts'
import { missingRows, putMissing } from './external/sources.ts'
import { watchAll } from './external/watch-all.ts'
import { addFolder, removeFolder, watchedFolders } from './external/watched-folders.ts'
import { familyOf } from './family.ts'
import { type ImportOptions, importPictures } from './import-pictures.ts'
import type { BulkOptions } from './in-batches.ts'
import { adoptIncoming, incomingFolder, leftIncoming } from './incoming.ts'
import { type Index, openIndex } from './index-file.ts'
import { lockFolder } from './lock.ts'
import { libraryMeaning } from './meaning.ts'
import { idsNamed, marksOf, namesOf } from './names.ts'
import { pathOf } from './place.ts'
import { pngCopy } from './png-copy.ts'
import { detailOf, rowOfId, starredIds, totals, trashedBefore } from './queries.ts'
import { type Range, readIds, readRange } from './range.ts'
import { changedHands, refusalOf, vanished } from './refusal.ts'
import { freeTwins } from './refused.ts'
import { getRow } from './rows.ts'
import { scan } from './scan.ts'
import type { LibraryState } from './state.ts'
import { thumbnails } from './thumbnails.ts'
import { purge, restore, trash } from './trash.ts'
import { unpacker } from './unpacker.ts'
import { type CheckOptions, verifyFiles } from './verify-files.ts'
import { watchOther } from './watch-other.ts'

export type LibraryOptions = {
  folder: string
  /** For the index and the thumbnails; may be emptied at any time. */
  cache: string
  /** Days after which the trash is emptied; 0 never. */
  trashDays?: () => number
  /** Which SQLite; the runtime's own where it has one. */
  driver?: DriverName
  /** For what goes wrong without anybody having asked, one sentence each. */
  onProblem?: (sentence: string) => void
}

type Progress = (done: number, of: number) => void

export type Library = Awaited<ReturnType<typeof openLibrary>>

/** What everything that may be made again of one library is called in the cache. */
export const libraryKey = (folder: string): string =>
  createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16)

const dayMs = 86_400_000

/**
 * Opens a library: what the index knows can be read at once; `catchUp` notices what changed on disk since.
 * A folder that is gone, read-only or another Reroll's opens too, to be looked at; `refusal` then says why.
 */
export async function openLibrary(options: LibraryOptions) {
  const { cache, trashDays = () => 0, onProblem = () => {} } = options
  const folder = resolve(options.folder)
  const locked = await lockFolder(folder)
  let refusal = await refusalOf(folder, locked)
  const left = await leftIncoming(folder)
  const closing = new AbortController()
  const changes = listeners<PictureChange>()
  const pixels = unpacker()
  let lost = false
  const index = openIndexOrMemory(
    join(cache, 'libraries', libraryKey(folder), 'index.sqlite'),
    onProblem,
    () => {
      lost = true
      onProblem(`The index of ${folder} was damaged; it is made again from the pictures, nothing is lost`)
      setImmediate(() => void refresh().catch(() => {}))
    },
    { check: locked.kind === 'held' && locked.unclean, driver: options.driver },
  )
  const state: LibraryState = {
    folder,
    index,
    changes,
    serial: serial(),
    thumbnails: join(cache, 'thumbnails'),
    idOf: async file => (await pixels.unpack(file)).id,
    async requireWritable() {
      await look()
      if (refusal) throw new StudioError('not-writable', refusal)
    },
  }
  const thumbnail = thumbnails(state.thumbnails, pixels)
  let watching: ReturnType<typeof watchAll> | undefined
  const stopWatching = locked.kind === 'taken' ? watchOther(index, changes.tell) : () => {}

  /** Looks for what changed on disk. The writer of a library does so; whoever only looks on sees what it finds. */
  async function refresh(onProgress?: Progress, only?: ReadonlySet<string>): Promise<void> {
    if (locked.kind === 'taken' && index.use(totals).pictures > 0) return
    const { problems, foldersChanged, ...result } = await scan(state, {
      signal: closing.signal,
      onProgress,
      only,
    })
    problems.forEach(onProblem)
    if (!only) watching?.renew()
    const kinds = ['removed', 'added', 'changed'] as const
    if (lost || foldersChanged || kinds.some(kind => result[kind].length > 1000))
      changes.tell({ kind: 'reset', ids: [] })
    else for (const kind of kinds) if (result[kind].length) changes.tell({ kind, ids: result[kind] })
    lost = false
  }

  /** Disks come and go: with the folder the lock goes, and comes again. */
  async function look(): Promise<void> {
    if (locked.kind !== 'held') return
    refusal = (await locked.lock.isOurs()) ? null : ((await vanished(folder)) ?? changedHands(folder))
  }

  /** A copy of what goes, elsewhere in the library or in a watched folder, shows in its place. */
  async function empty(ids: readonly string[], options?: BulkOptions): Promise<MoveResult> {
    const result = await purge(state, ids, options)
    const twins = index.use(freeTwins)
    if (twins.length) await refresh(undefined, new Set(twins))
    return result
  }

  /** What is cut short because the library closes is no problem. */
  const quietly = (work: () => Promise<void>) =>
    work().catch(error => {
      if (!closing.signal.aborted) throw error
    })

  const info = async (): Promise<LibraryInfo> => {
    await look()
    return { folder, ...index.use(totals), problem: (await vanished(folder)) ?? refusal }
  }

  return {
    folder,
    /** Why nothing can be written, in one sentence with a way on; null while all is well. */
    get refusal() {
      return refusal
    },
    /** False while another Reroll has it. */
    ours: locked.kind !== 'taken',
    info,
    watch: changes.add,
    refresh,
    /** What its pictures look like: vectors, and orders by them. */
    meaning: libraryMeaning(state, join(cache, 'libraries', libraryKey(folder), 'scorer.txt')),
    range: (range: Range) => index.use(db => readRange(db, range)),
    ids: (range: Range) => index.use(db => readIds(db, range)),
    has: (id: string) => index.use(db => getRow(db, id)) !== null,
    /** Whether a picture is there and not in the trash. */
    isShown: (id: string) => index.use(db => getRow(db, id))?.trashed === null,
    starred: () => index.use(starredIds),
    /** See `familyOf`. */
    family: (id: string, most: number) => index.use(db => familyOf(db, id, most)),
    get: (id: string) => detailOf(state, id),
    /** The path of a picture. Errors: `invalid-input` when there is none of that id, or its watched folder is missing. */
    fileOf: (id: string) => fileOfId(state, id),
    /** The same, there or not, for showing. */
    placeOf: (id: string) => pathOf(folder, rowOfId(index, id).file),
    /** See `pngCopy`. */
    pngOf: async (id: string) => pngCopy(join(cache, 'unpacked'), { id, file: fileOfId(state, id) }),
    thumbnail: (id: string) => {
      const row = rowOfId(index, id)
      return thumbnail({ ...row, file: pathOf(folder, row.file), keep: row.source > 0 })
    },
    /** What is watched beside it. */
    folders: () => watchedFolders(state),
    /** Watches another folder and looks at it. Errors: as `addFolder`. */
    async addFolder(path: string, name?: string, onProgress?: Progress): Promise<void> {
      await addFolder(state, path, name)
      // Watched before it is looked through, so that nothing slips through.
      await lookAtFolders(state)
      watching?.renew()
      await refresh(onProgress)
    },
    /** Errors: as `removeFolder`. */
    async removeFolder(which: string): Promise<void> {
      await removeFolder(state, which)
      await refresh()
    },
    /** The watched folder that a path lies in, where nothing may be written; null for any other. */
    watchedFolderOf: (path: string) => watchedFolderOf(state, path),
    /** Copies pictures of watched folders into the library, with what was said of them. Errors: as `importPictures`. */
    importExternal: async (ids: readonly string[], options: Omit<ImportOptions, 'paths' | 'move'>) =>
      importPictures(state, { ...options, paths: externalFiles(state, ids) }),
    /** Where the engine may put a picture before it is added. */
    incoming: (name: string) => join(folder, incomingFolder, name),
    requireWritable: state.requireWritable,
    add: (file: string, created = Date.now(), upscaled?: Upscaled) => add(state, file, created, upscaled),
    /** The pictures that some came from, as far as they are here and say so. */
    parentsOf: (ids: readonly string[]) =>
      new Set(index.use(db => ids.map(id => getRow(db, id)?.parent)).filter(parent => parent != null)),
    /** See `importPictures`. */
    import: (options: ImportOptions) => importPictures(state, options),
    /** See `verifyFiles`. */
    verify: (options?: CheckOptions) => verifyFiles(state, options),
    edit: (ids: readonly string[], change: Edit, options?: BulkOptions) => edit(state, ids, change, options),
    /** A tag or board becomes another, or with null none, on every picture. */
    rename: (kind: NameKind, name: string, to: string | null, options?: BulkOptions) => {
      const [add, remove] = kind === 'tag' ? ['addTags', 'removeTags'] : ['addBoards', 'removeBoards']
      const change = { [remove!]: [name], ...(to !== null && { [add!]: [to] }) }
      return edit(state, to === name ? [] : index.use(db => idsNamed(db, kind, name)), change, options)
    },
    names: () => index.use(namesOf),
    marks: (ids: readonly string[]) => index.use(db => marksOf(db, ids)),
    trash: (ids: readonly string[], options?: BulkOptions) => trash(state, ids, options),
    restore: (ids: readonly string[], options?: BulkOptions) => restore(state, ids, options),
    /** Without ids, everything that is in the trash. */
    purge: (ids?: readonly string[], options?: BulkOptions) =>
      empty(ids ?? index.use(db => trashedBefore(db, Number.MAX_SAFE_INTEGER)), options),
    /** Throws the index away and reads every file again; what lies in a missing watched folder is kept as it was. */
    async rebuild(onEvent: (event: RebuildEvent) => void = () => {}): Promise<LibraryInfo> {
      await state.serial(() => {
        const missing = index.use(missingRows)
        index.reset()
        index.use(db => putMissing(db, missing))
      })
      lost = true
      const begun = performance.now()
      await refresh((done, of) =>
        onEvent({ done, of, msLeft: ((performance.now() - begun) / done) * (of - done) }),
      )
      return info()
    },
    /** Work that may wait until the window shows: what a killed run had finished, the old trash, the scan. */
    async catchUp(): Promise<void> {
      await quietly(async () => {
        if (await vanished(folder)) return
        if (!refusal) await adoptIncoming(state, left.splice(0), onProblem)
        await refresh()
        if (refusal || trashDays() <= 0) return
        const old = index.use(db => trashedBefore(db, Date.now() - trashDays() * dayMs))
        const { problem } = await empty(old)
        if (problem) onProblem(problem)
      })
    },
    /** From now on notices by itself what other programs do in the folder. */
    watchFiles(): void {
      if (locked.kind !== 'held' || closing.signal.aborted) return
      watching?.stop()
      let running = Promise.resolve()
      watching = watchAll(
        state,
        changed => {
          const look = () => quietly(() => refresh(undefined, changed ?? undefined))
          running = running.then(look).catch(error => onProblem((error as Error).message))
        },
        onProblem,
      )
    },
    async close(): Promise<void> {
      closing.abort()
      watching?.stop()
      stopWatching()
      await state.serial(() => {})
      index.close()
      await pixels.close()
      if (locked.kind === 'held') await locked.lock.release()
    },
  }
}

/** A cache that cannot be written costs time at the next start, nothing else. */
function openIndexOrMemory(
  file: string,
  onProblem: (sentence: string) => void,
  onLost: () => void,
  { check, driver }: { check: boolean; driver: DriverName | undefined },
): Index {
  try {
    return openIndex(file, onLost, check, driver)
  } catch (error) {
    onProblem(`The index cannot be kept at ${file} (${(error as Error).message}); it is made at every start`)
    return openIndex(':memory:', onLost, false, driver)
  }
}
