import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type DriverName, drivers, openDb, schemaVersion } from '#main/studio/library/db.ts'
import { orderOf, readRange } from '#main/studio/library/range.ts'
import { getRow, putRows, removeRows } from '#main/studio/library/rows.ts'
import { type PictureSort, pictureSorts } from '#shared/studio/pictures.ts'
import { scratchFolder } from '../scratch.ts'
import { row } from './row.ts'

const scratch = scratchFolder()
const here = (Object.keys(drivers) as DriverName[]).filter(name => drivers[name]())

test('both drivers are there', () => {
  expect(here).toContain('npm')
  if (Number(process.versions.node.split('.')[0]) >= 24) expect(here).toContain('node')
})

describe.each(here)('the index with the %s driver', driver => {
  const open = () => openDb(join(scratch.path, 'index.sqlite'), driver)
  const texts = (db: ReturnType<typeof open>, text: string) =>
    readRange(db, { offset: 0, limit: 10, filter: { text } }).pictures.map(({ prompt }) => prompt)

  test('gives rows back as they were put, after it was closed too', () => {
    const put = row(7, {
      tags: ['a', 'b'],
      boards: ['c'],
      stars: 4,
      note: 'n',
      seed: '18446744073709551615',
    })
    let db = open()
    putRows(db, [put])
    db.close()
    db = open()
    expect(getRow(db, put.id)).toEqual(put)
    expect(db.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: schemaVersion })
    expect(db.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' })
    removeRows(db, [put.id])
    expect(getRow(db, put.id)).toBeNull()
    expect(db.prepare('SELECT count(*) AS n FROM labels').get()).toMatchObject({ n: 0 })
    db.close()
  })

  test.each(pictureSorts.filter(sort => sort !== 'match'))(
    'walks an index in the order %s, both ways',
    sort => {
      const db = open()
      for (const reversed of [false, true]) {
        const sql = `SELECT p.key FROM pictures p WHERE p.trashed IS NULL ORDER BY ${orderOf(sort, reversed)} LIMIT 9`
        const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]
        expect(plan.map(({ detail }) => detail).join()).toMatch(
          /^SEARCH p USING (COVERING )?INDEX \w+ \(trashed=\?\)$/,
        )
      }
      db.close()
    },
  )

  test('finds words by their beginning, wherever they stand, all of them', () => {
    const db = open()
    putRows(db, [
      row(1, { prompt: 'a red robin', note: 'for Ada' }),
      row(2, { prompt: 'a blue robin', tags: ['gift'] }),
      row(3, { prompt: 'a fox', negative: 'robin' }),
    ])
    expect(texts(db, 'rob')).toEqual(['a fox', 'a blue robin', 'a red robin'])
    expect(texts(db, 'ROBIN ada')).toEqual(['a red robin'])
    expect(texts(db, 'gif')).toEqual(['a blue robin'])
    expect(texts(db, 'obin')).toEqual([])
    // What was changed is found by its new words alone.
    putRows(db, [row(2, { prompt: 'a crow' })])
    expect(texts(db, 'crow')).toEqual(['a crow'])
    expect(texts(db, 'gift')).toEqual([])
    // FTS5's own syntax is no syntax here.
    for (const odd of ['"', '*', 'AND', 'a OR b', 'NEAR(', '-x', 'col:x', "'; --"])
      expect(() => texts(db, odd)).not.toThrow()
    db.close()
  })

  test('finds by a query: every field, alternatives, and the other way round', () => {
    const db = open()
    putRows(db, [
      row(1, {
        prompt: 'a red robin',
        stars: 3,
        label: 'red',
        steps: 8,
        tags: ['gift'],
        width: 512,
        height: 768,
      }),
      row(2, { prompt: 'a blue robin', model: 'dream_5%', sampler: 'euler', seed: '18446744073709551615' }),
      row(3, { prompt: 'a fox', note: 'robin', steps: null, program: 'comfyui', guidance: 7.5 }),
      row(4, { prompt: 'two owls at night', boards: ['owls'], parent: 'x', file: 'other/place.png' }),
    ])
    const found = (query: string) =>
      readRange(db, { offset: 0, limit: 10, filter: { query } }).pictures.map(({ id }) =>
        Number.parseInt(id, 16),
      )
    const cases: [string, number[]][] = [
      ['robin', [3, 2, 1]],
      ['prompt:robin', [2, 1]],
      ['prompt:robin -blue', [1]],
      ['"owls at"', [4]],
      ['"at owls"', []],
      ['prompt:robin,fox', [3, 2, 1]],
      ['stars:>=1', [1]],
      ['-stars:3', [4, 3, 2]],
      ['label:red,blue', [1]],
      ['label:none', [4, 3, 2]],
      ['steps:8..20', [4, 2, 1]],
      ['-steps:8', [4, 3, 2]],
      ['cfg:>7', [3]],
      ['size:512x768', [1]],
      ['model:5%', [2]],
      ['model:5_', []],
      ['sampler:EUL', [2]],
      ['seed:18446744073709551615', [2]],
      ['by:comfy', [3]],
      ['tag:gift', [1]],
      ['board:owls', [4]],
      ['is:child', [4]],
      ['is:tagged', [1]],
      ['file:other/', [4]],
      ['prompt:="a fox"', [3]],
      ['prompt:="a fox",="a red robin"', [3, 1]],
      ['-prompt:="a fox"', [4, 2, 1]],
      ['prompt:=fox', []],
      ['prompt:="a fox",blue', [3, 2]],
      ['note:=robin,"-"', [3]],
      ['nothing:like:this', []],
    ]
    for (const [query, ids] of cases) expect([query, found(query)]).toEqual([query, ids])
    const sorted = (sort: PictureSort) =>
      readRange(db, { offset: 0, limit: 10, filter: {}, sort }).pictures.map(({ id }) =>
        Number.parseInt(id, 16),
      )
    expect(sorted('oldest')).toEqual([1, 2, 3, 4])
    expect(sorted('stars')).toEqual([1, 4, 3, 2])
    expect(sorted('prompt')).toEqual([2, 3, 1, 4])
    expect(sorted('largest')[0]).toBe(1)
    db.close()
  })

  test('narrows by everything at once and counts what it narrowed to', () => {
    const db = open()
    putRows(
      db,
      Array.from({ length: 40 }, (_, n) =>
        row(n, {
          stars: n % 2 === 0 ? 5 : 0,
          trashed: n % 5 === 0 ? 1 : null,
          tags: n % 3 === 0 ? ['third'] : [],
          boards: n % 4 === 0 ? ['fourth'] : [],
          model: n < 20 ? 'a' : 'b',
        }),
      ),
    )
    const range = (filter: object) => readRange(db, { offset: 0, limit: 3, filter })
    expect(range({}).total).toBe(32)
    expect(range({}).pictures.map(({ seed }) => seed)).toEqual([39, 38, 37])
    expect(range({ trashed: true }).total).toBe(8)
    expect(range({ starred: true, tag: 'third', board: 'fourth', model: 'a' })).toMatchObject({ total: 1 })
    expect(range({ prompt: 'a bird number 7' }).pictures).toHaveLength(1)
    expect(readRange(db, { offset: 30, limit: 100, filter: {} }).pictures).toHaveLength(2)
    expect(readRange(db, { offset: 99, limit: 100, filter: {} })).toEqual({ total: 32, pictures: [] })
    db.close()
  })

  test('tables are strict', () => {
    const db = open()
    expect(() => putRows(db, [row(1, { width: 'wide' as never })])).toThrow()
    expect(getRow(db, row(1).id)).toBeNull()
    db.close()
  })
})
