import { createRequire } from 'node:module'
import type { DatabaseSync } from 'node:sqlite'
import { migrations } from './migrations.ts'

export type Db = DatabaseSync

/** The two SQLite drivers with one interface: Node's own where the runtime has it, else the same API from npm. */
export const drivers = {
  node: (): typeof DatabaseSync | undefined => process.getBuiltinModule?.('node:sqlite')?.DatabaseSync,
  npm: (): typeof DatabaseSync =>
    (createRequire(import.meta.url)('@photostructure/sqlite') as { DatabaseSync: typeof DatabaseSync })
      .DatabaseSync,
}
export type DriverName = keyof typeof drivers

/**
 * Opens the index and brings it to the present format. Several processes may read; one writes.
 * Errors: whatever SQLite says; the caller throws the file away, since everything in it can be read again.
 */
export function openDb(file: string, driver?: DriverName): Db {
  const Driver = driver ? drivers[driver]() : (drivers.node() ?? drivers.npm())
  if (!Driver) throw new Error(`This runtime has no ${driver} SQLite driver`)
  const db = new Driver(file)
  try {
    // Never waits for the disk, since that would hold up the window. Should the machine lose its power, the index may
    // be damaged: `isWhole` finds out, and it is made again.
    db.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF')
    migrate(db)
    db.exec(twins)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Pictures that look nearly the same, by their group; found when somebody asks, and kept in memory. */
const twins =
  'CREATE TEMP TABLE IF NOT EXISTS twins (picture INTEGER PRIMARY KEY, clan INTEGER NOT NULL) STRICT'

/** Reads all of it; some 100 ms for 20,000 pictures. */
export const isWhole = (db: Db): boolean =>
  Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0] === 'ok'

export const schemaVersion = migrations.length

function migrate(db: Db): void {
  const version = () => Number(db.prepare('PRAGMA user_version').get()?.user_version)
  if (version() > migrations.length) throw new Error(`The index is of a newer format (${version()})`)
  while (version() < migrations.length)
    inTransaction(db, () => {
      // Another process may have been quicker.
      const at = version()
      const next = migrations[at]
      if (!next) return
      db.exec(next)
      db.exec(`PRAGMA user_version = ${at + 1}`)
    })
}

/** An empty index in the same file: others that read it go on, and see it fill again. */
export function emptyDb(db: Db): void {
  inTransaction(db, () => {
    db.exec(
      'DROP TABLE words; DROP TABLE vectors; DROP TABLE spaces; DROP TABLE labels; DROP TABLE refused; DROP TABLE pictures; DROP TABLE sources; PRAGMA user_version = 0',
    )
  })
  migrate(db)
}

/** All or nothing. */
export function inTransaction<T>(db: Db, work: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    try {
      db.exec('ROLLBACK')
    } catch {
      // A full disk has rolled back already.
    }
    throw error
  }
}
