import { setImmediate as turn } from 'node:timers/promises'
import type { Db } from '../library/db.ts'
import type { Index } from '../library/index-file.ts'
import { signed } from '../library/vectors.ts'
import { inverseLength } from './pack.ts'

/** Every vector of a space in memory: rows of 8-bit numbers, side by side. */
export type Held = {
  space: string
  stamp: number
  width: number
  count: number
  /** The highest key of a vector that is here. */
  last: number
  rows: Int8Array
  /** 1 / length of each row. */
  inverse: Float32Array
  /** Of a picture's key its row, plus 1; 0: none. */
  place: Int32Array
}

/** Vectors read in one go; between two, others have their turn. */
const slice = 4000

/** Holds what the index has, read when it is first wanted and added to as it grows; all is read again when some went. */
export function holder(index: Index): () => Promise<Held | null> {
  let held: Held | null = null
  let reading: Promise<Held | null> | undefined
  const read = async () => {
    for (;;) {
      const grown = index.use(db => grow(db, held))
      held = grown.held
      if (!grown.more) return held
      await turn()
    }
  }
  return () => {
    reading ??= read().finally(() => {
      reading = undefined
    })
    return reading
  }
}

type Stored = { key: number; picture: number; vector: Uint8Array }

function grow(db: Db, before: Held | null): { held: Held | null; more: boolean } {
  const space = db.prepare('SELECT id, stamp FROM spaces').get() as { id: string; stamp: number } | undefined
  if (!space) return { held: null, more: false }
  const same = before?.space === space.id && before.stamp === space.stamp
  const last = same ? before.last : 0
  const rows = db
    .prepare(
      'SELECT key, picture, vector FROM vectors WHERE key > ? AND vector IS NOT NULL ORDER BY key LIMIT ?',
    )
    .all(last, slice) as Stored[]
  const width = same ? before.width : (rows[0]?.vector.length ?? 0)
  const held: Held = same
    ? before
    : {
        space: space.id,
        stamp: space.stamp,
        width,
        count: 0,
        last: 0,
        rows: new Int8Array(0),
        inverse: new Float32Array(0),
        place: new Int32Array(0),
      }
  for (const row of rows) put(held, row)
  return { held, more: rows.length === slice }
}

function put(held: Held, { key, picture, vector }: Stored): void {
  held.last = key
  held.width ||= vector.length
  if (vector.length !== held.width) return
  const { width } = held
  if (picture >= held.place.length) held.place = longer(held.place, picture + 1)
  const before = held.place[picture]!
  const at = before ? before - 1 : held.count++
  if (at >= held.inverse.length) {
    held.inverse = longer(held.inverse, at + 1)
    held.rows = longer(held.rows, held.inverse.length * width)
  }
  const row = signed(vector)
  held.rows.set(row, at * width)
  held.inverse[at] = inverseLength(row)
  held.place[picture] = at + 1
}

function longer<T extends Int8Array | Int32Array | Float32Array>(array: T, least: number): T {
  const grown = new (array.constructor as new (length: number) => T)(Math.max(1024, least * 1.5) | 0)
  grown.set(array)
  return grown
}
