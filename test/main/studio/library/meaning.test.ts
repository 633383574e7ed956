import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type DriverName, drivers } from '#main/studio/library/db.ts'
import { openIndex } from '#main/studio/library/index-file.ts'
import { libraryMeaning } from '#main/studio/library/meaning.ts'
import { readRange } from '#main/studio/library/range.ts'
import { putRows, removeRows } from '#main/studio/library/rows.ts'
import { listeners } from '#main/studio/listeners.ts'
import { packed, unpacked } from '#main/studio/meaning/pack.ts'
import type { PictureChange } from '#shared/studio/pictures.ts'
import { cosine, direction } from '../meaning/vectors.ts'
import { scratchFolder } from '../scratch.ts'
import { row } from './row.ts'

const kept = (seed: number) => unpacked(packed(direction(seed)))
const scratch = scratchFolder()
const here = (Object.keys(drivers) as DriverName[]).filter(name => drivers[name]())

describe.each(here)('what pictures look like, with the %s driver', driver => {
  const count = 60
  const open = () => {
    const index = openIndex(join(scratch.path, 'index.sqlite'), () => {}, false, driver)
    const changes = listeners<PictureChange>()
    return { index, changes, meaning: libraryMeaning({ index, changes }, join(scratch.path, 'scorer.txt')) }
  }
  /** Each picture gets the direction of its seed. */
  const fill = (space = 'a') => {
    const library = open()
    const rows = Array.from({ length: count }, (_, n) =>
      row(n, { stars: n % 3, prompt: n ? `bird ${n}` : '' }),
    )
    library.index.use(db => putRows(db, rows))
    embed(library, space)
    return library
  }
  const embed = ({ meaning, index }: ReturnType<typeof open>, space: string) => {
    for (;;) {
      const rows = meaning.unseen(7)
      if (!rows.length) return
      meaning.put(
        space,
        rows.map(({ key, file }) => ({
          key,
          vector: direction(Number.parseInt(file.slice(8), 10)),
          fit: index ? key / 100 : null,
        })),
      )
    }
  }
  const seeds = ({ pictures }: { pictures: { seed: unknown }[] }) => pictures.map(({ seed }) => seed)
  const window = (filter: object = {}, offset = 0, limit = 1000) => ({ offset, limit, filter })
  const expected = (vector: Float32Array, of: readonly number[]) =>
    [...of].sort((a, b) => cosine(kept(b), vector) - cosine(kept(a), vector))
  const all = Array.from({ length: count }, (_, n) => n)

  test('are asked for newest first, and told how far it is', () => {
    const { index, meaning } = open()
    index.use(db => putRows(db, [row(1), row(2, { trashed: 1 }), row(3)]))
    expect(meaning.unseen(9).map(({ file }) => file)).toEqual([
      '2026-11/3.png',
      '2026-11/1.png',
      '2026-11/2.png',
    ])
    const [newest, next] = meaning.unseen(2)
    meaning.put('a', [{ key: newest!.key, vector: direction(3), fit: 0.5 }])
    meaning.putUnreadable('a', next!.key)
    expect(meaning.coverage()).toEqual({ embedded: 1, unreadable: 1, of: 3 })
    expect(meaning.unseen(9).map(({ file }) => file)).toEqual(['2026-11/2.png'])
    index.close()
  })

  test('rank every picture by its cosine, those that a filter lets through alone, in windows', async () => {
    const { index, meaning } = fill()
    const wanted = { space: 'a', vector: direction(7) }
    const found = await meaning.range(window(), wanted)
    expect(found.total).toBe(count)
    expect(seeds(found)).toEqual(expected(wanted.vector, all))
    expect(found.pictures[0]!.match).toBeGreaterThan(0.9999)
    const starred = await meaning.range(window({ query: 'stars:2' }), wanted)
    expect(seeds(starred)).toEqual(
      expected(
        wanted.vector,
        all.filter(n => n % 3 === 2),
      ),
    )
    const page = await meaning.range(window({ query: 'stars:2' }, 4, 5), wanted)
    expect(page.total).toBe(20)
    expect(seeds(page)).toEqual(seeds(starred).slice(4, 9))
    expect(seeds(await meaning.range(window({}, 70, 5), wanted))).toEqual([])
    index.close()
  })

  test('of another scorer are never compared, and go when the new one begins', async () => {
    const library = fill()
    const other = { space: 'b', vector: direction(7) }
    expect((await library.meaning.range(window(), other)).total).toBe(0)
    library.meaning.put('b', [{ key: 1, vector: direction(1), fit: null }])
    expect(library.meaning.coverage()).toEqual({ embedded: 1, unreadable: 0, of: count })
    expect((await library.meaning.range(window(), other)).total).toBe(1)
    expect((await library.meaning.range(window(), { ...other, space: 'a' })).total).toBe(0)
    library.index.close()
  })

  test('go with their picture, also from memory, and do not come back for another of its key', async () => {
    const { index, changes, meaning } = fill()
    const wanted = { space: 'a', vector: direction(59) }
    await meaning.range(window(), wanted)
    index.use(db => removeRows(db, [row(59).id]))
    changes.tell({ kind: 'removed', ids: [row(59).id] })
    expect(meaning.coverage().of).toBe(count - 1)
    // SQLite gives the highest key again.
    index.use(db => putRows(db, [row(99)]))
    changes.tell({ kind: 'added', ids: [row(99).id] })
    const found = await meaning.range(window(), wanted)
    expect(seeds(found)).toEqual(expected(wanted.vector, all.slice(0, 59)))
    index.close()
  })

  test('are kept over a restart, made anew with the index, and forgotten when the prompt is another', async () => {
    const first = fill()
    first.index.close()
    const second = open()
    expect(second.meaning.coverage()).toEqual({ embedded: count, unreadable: 0, of: count })
    second.index.use(db => putRows(db, [row(5, { prompt: 'bird 5', stars: 1 }), row(6, { prompt: 'owl' })]))
    expect(second.meaning.unseen(9).map(({ file }) => file)).toEqual(['2026-11/6.png'])
    await second.meaning.held()
    second.index.reset()
    expect(second.meaning.coverage()).toEqual({ embedded: 0, unreadable: 0, of: 0 })
    second.index.use(db =>
      putRows(
        db,
        all.map(n => row(n + 100)),
      ),
    )
    embed(second, 'a')
    second.changes.tell({ kind: 'reset', ids: [] })
    const wanted = { space: 'a', vector: direction(107) }
    expect(seeds(await second.meaning.range(window(), wanted))).toEqual(
      expected(
        wanted.vector,
        all.map(n => n + 100),
      ),
    )
    second.index.close()
  })

  test('say how well they fit their own prompt, to be searched and sorted by', () => {
    const { index } = fill()
    const found = (query: string, sort: 'match' | 'newest' = 'newest') =>
      seeds(index.use(db => readRange(db, { ...window({ query }), sort })))
    expect(found('score:>0.57')).toEqual([59, 58, 57])
    expect(found('score:<=0.02')).toEqual([1, 0])
    expect(found('stars:2', 'match')[0]).toBe(59)
    index.use(db => putRows(db, [row(80)]))
    expect(found('-score:>0.01')).toEqual([80, 0])
    expect(found('', 'match').at(-1)).toBe(80)
    index.close()
  })

  test('that look nearly the same are found in groups, each once, and anew when some come or go', async () => {
    const { index, changes, meaning } = open()
    index.use(db =>
      putRows(
        db,
        all.slice(0, 8).map(n => row(n, { stars: n === 7 ? 1 : 0 })),
      ),
    )
    // 0, 3, 6 look the same, and so do 1, 4, 7.
    meaning.put(
      'a',
      meaning.unseen(99).map(({ key, file }) => {
        const n = Number.parseInt(file.slice(8), 10)
        return { key, vector: direction(n % 3 === 2 ? n : n % 3), fit: null }
      }),
    )
    const groups = async (query = 'is:duplicate') => {
      await meaning.group()
      const { total, pictures } = meaning.groups(window({ query }))
      expect(pictures).toHaveLength(total)
      return pictures.map(({ seed, twins }) => [seed, twins])
    }
    expect(await groups()).toEqual([
      [7, 3],
      [6, 3],
    ])
    expect(await groups('is:duplicate -stars:1')).toEqual([
      [6, 3],
      [4, 2],
    ])
    const rest = () => seeds(index.use(db => readRange(db, window({ query: '-is:duplicate' }))))
    expect(rest()).toEqual([5, 2])
    index.use(db => removeRows(db, [row(3).id, row(6).id]))
    changes.tell({ kind: 'removed', ids: [row(3).id, row(6).id] })
    expect(await groups()).toEqual([[7, 3]])
    expect(rest()).toEqual([5, 2, 0])
    index.close()
  })

  test('are found by the beginning of an id', () => {
    const { index, meaning } = open()
    const id = (start: string) => start.padEnd(64, '0')
    index.use(db =>
      putRows(
        db,
        ['abcdef01f', 'abcdef02'].map((start, n) => row(n, { id: id(start) })),
      ),
    )
    expect(meaning.idsFrom('abcdef01')).toEqual([id('abcdef01f')])
    expect(meaning.idsFrom('abcdef')).toHaveLength(2)
    expect(meaning.idsFrom('abcdef03')).toEqual([])
    expect(meaning.idsFrom(id('abcdef02'))).toEqual([id('abcdef02')])
    index.close()
  })
})
