import { join } from 'node:path'
import type { Mapped } from '#main/studio/atlas/chart.ts'
import { openIndex } from '#main/studio/library/index-file.ts'
import { libraryMeaning } from '#main/studio/library/meaning.ts'
import { putRows } from '#main/studio/library/rows.ts'
import { listeners } from '#main/studio/listeners.ts'
import type { PictureChange } from '#shared/studio/pictures.ts'
import { row } from '../library/row.ts'

/** A picture that the scorer has seen, or not yet. */
export type Painted = { prompt: string; vector: Float32Array | null }

/** The index of a library without files: picture n has id n + 1 and was made of `paint(n)`. */
export function mapped(scratch: string, count: number, paint: (n: number) => Painted) {
  const index = openIndex(join(scratch, 'index.sqlite'), () => {})
  const meaning = libraryMeaning({ index, changes: listeners<PictureChange>() }, join(scratch, 'eyes'))
  const library: Mapped = { meaning, folder: join(scratch, 'pictures') }
  let made = 0
  const add = (more: number): void => {
    const all = Array.from({ length: more }, (_, n) => ({ n: made + n, ...paint(made + n) }))
    made += more
    index.use(db =>
      putRows(
        db,
        all.map(({ n, prompt }) => row(n + 1, { prompt, id: idOf(n) })),
      ),
    )
    const keys = new Map<string, number>()
    const names = meaning.names()
    for (const [at, key] of names.keys.entries()) keys.set(names.ids.slice(64 * at, 64 * at + 64), key)
    const seen = all.flatMap(({ n, vector }) =>
      vector ? [{ key: keys.get(idOf(n))!, vector, fit: null }] : [],
    )
    if (seen.length) meaning.put('space', seen)
  }
  add(count)
  return { library, index, add, close: () => index.close() }
}

/** As ids are, it differs from others in its first digits. */
export const idOf = (n: number): string =>
  `${(Math.imul(n + 1, 2654435761) >>> 0).toString(16).padStart(8, '0')}${n.toString(16).padStart(8, '0')}`.padEnd(
    64,
    '0',
  )
