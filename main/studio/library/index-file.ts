import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { type Db, type DriverName, emptyDb, isWhole, openDb } from './db.ts'

export type Index = {
  /**
   * Runs queries. A damaged file is moved aside, an empty index put in its place, and the work done again.
   * Errors: `cancelled` after `close`; `disk-full`.
   */
  use<T>(work: (db: Db) => T): T
  /** Throws everything away. */
  reset(): void
  close(): void
}

/** What SQLite calls a file that is damaged or none of its own: SQLITE_CORRUPT and SQLITE_NOTADB. */
const isDamage = (error: unknown) =>
  /malformed|not a database|corrupt/i.test(error instanceof Error ? error.message : '')

const isFull = (error: unknown) =>
  /disk is full|disk I\/O error/i.test(error instanceof Error ? error.message : '')

/**
 * The index of a library, in a file that may be deleted at any time.
 * `onLost` is called when it had to begin anew: every picture must be read again. `check` looks whether it is whole.
 */
export function openIndex(file: string, onLost: () => void, check = false, driver?: DriverName): Index {
  const inMemory = file === ':memory:'
  if (!inMemory) mkdirSync(dirname(file), { recursive: true })
  const sides = ['', '-wal', '-shm']
  const moveAside = () => {
    if (inMemory) return
    const kept = `${file}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`
    for (const side of sides)
      try {
        renameSync(`${file}${side}`, `${kept}${side}`)
      } catch {}
  }
  const open = (): Db => {
    try {
      const opened = openDb(file, driver)
      if (!check || isWhole(opened)) return opened
      opened.close()
      throw new Error('The index is malformed')
    } catch (error) {
      if (!isDamage(error)) throw error
      moveAside()
      onLost()
      return openDb(file, driver)
    }
  }
  const close = () => {
    try {
      // Not every driver brings the log home when it closes, and it would grow for ever.
      db.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)')
    } catch {}
    try {
      db.close()
    } catch {}
  }
  let db = open()
  let closed = false
  return {
    close() {
      closed = true
      close()
    },
    use(work) {
      if (closed) throw new StudioError('cancelled', 'The library was closed meanwhile')
      try {
        return work(db)
      } catch (error) {
        if (isFull(error))
          throw new StudioError(
            'disk-full',
            `The index ${file} cannot be written: its disk is full. Free some space; pictures that are files already are safe`,
            { cause: error },
          )
        if (!isDamage(error)) throw error
        close()
        moveAside()
        db = openDb(file, driver)
        onLost()
        return work(db)
      }
    },
    reset() {
      try {
        return emptyDb(db)
      } catch {
        // Too damaged even for that.
      }
      close()
      for (const side of inMemory ? [] : sides) rmSync(`${file}${side}`, { force: true })
      db = openDb(file, driver)
    },
  }
}
