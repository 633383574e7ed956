import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { takingBack } from '#main/studio/library/edit.ts'
import type { Library } from '#main/studio/library/open-library.ts'
import { emptySidecar, sidecarOf } from '#main/studio/library/sidecar.ts'
import type { EditResult } from '#shared/studio/bulk.ts'
import { paint } from '../paint.ts'
import { scratchFolder } from '../scratch.ts'
import { all, opened } from './open.ts'

const scratch = scratchFolder()
let folder: string
beforeEach(() => {
  folder = join(scratch.path, 'pictures')
  mkdirSync(folder)
})
const at = new Date(2026, 10, 24, 12).getTime()

/** A library of so many pictures, the first painted first. */
async function painted(count: number) {
  const library = await opened(scratch.path)
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    paint(library.incoming('x.png'), n, `picture ${n}`)
    ids.push(await library.add(library.incoming('x.png'), at + n))
  }
  library.changes.length = 0
  return { library, ids }
}
const takeBack = async (library: Library, { undo }: EditResult) => {
  for (const { ids, change } of undo) await library.edit(ids, change)
}
const everything = (library: Library, ids: string[]) => Promise.all(ids.map(id => library.get(id)))

describe('what takes an edit back', () => {
  test('only what was changed, and what it was before', () => {
    const before = { ...emptySidecar, stars: 2, tags: ['a', 'b'], boards: ['x'] }
    expect(takingBack(before, { ...before, tags: ['b', 'a'] })).toBeNull()
    expect(takingBack(before, { ...before, stars: 5, label: 'red' })).toEqual({ stars: 2, label: '' })
    expect(takingBack(before, { ...before, tags: ['b', 'c'], boards: [] })).toEqual({
      addTags: ['a'],
      removeTags: ['c'],
      addBoards: ['x'],
    })
  })
})

test('of many pictures that differed, each gets back its own', async () => {
  const { library, ids } = await painted(20)
  await library.edit(ids.slice(0, 5), { stars: 3, addTags: ['owl'] })
  await library.edit(ids.slice(3, 9), { label: 'red', addBoards: ['wall'] })
  const before = await everything(library, ids)
  const done = await library.edit(ids, {
    stars: 3,
    label: 'blue',
    addTags: ['owl', 'new'],
    addBoards: ['wall'],
  })
  expect(done).toMatchObject({ cancelled: false, problem: null })
  expect(done.undo.flatMap(group => group.ids).sort()).toEqual(ids.toSorted())
  expect(all(library, { board: 'wall', query: 'stars:3 label:blue tag:owl tag:new' }).total).toBe(20)
  await takeBack(library, done)
  expect(await everything(library, ids)).toEqual(before)
  expect((await library.edit(ids.slice(0, 5), { addTags: ['owl'] })).undo).toEqual([])
  await library.close()
})

test('a picture that has it already is not written', async () => {
  const { library, ids } = await painted(2)
  await library.edit(ids.slice(0, 1), { addTags: ['owl'] })
  const files = ids.map(id => sidecarOf(library.fileOf(id)))
  const before = files.map(file => readFileSync(file, 'utf8'))
  library.changes.length = 0
  const { undo } = await library.edit(ids, { addTags: ['owl'] })
  expect(undo).toEqual([{ ids: [ids[1]], change: { removeTags: ['owl'] } }])
  expect(library.changes).toEqual([{ kind: 'changed', ids: [ids[1]] }])
  expect(readFileSync(files[0]!, 'utf8')).toBe(before[0])
  await library.close()
})

describe('ended early', () => {
  test('cancelled between batches, it says what was done, and that alone is taken back', async () => {
    const { library, ids } = await painted(40)
    const stop = new AbortController()
    const events: number[] = []
    const done = await library.edit(
      ids,
      { addBoards: ['wall'] },
      {
        signal: stop.signal,
        onEvent: ({ done, of, msLeft }) => {
          expect(of).toBe(40)
          expect(msLeft).toBeGreaterThanOrEqual(0)
          events.push(done)
          stop.abort()
        },
      },
    )
    expect(done.cancelled).toBe(true)
    expect(done.undo.flatMap(group => group.ids)).toHaveLength(events[0]!)
    expect(all(library, { board: 'wall' }).total).toBe(events[0])
    await takeBack(library, done)
    expect(library.names()).toEqual({ tag: [], board: [] })
    const stopped = new AbortController()
    stopped.abort()
    expect(await library.trash(ids, { signal: stopped.signal })).toEqual({
      ids: [],
      cancelled: true,
      problem: null,
    })
    await library.close()
  })

  test('what is gone is passed over; a failure says so and keeps what was done', async () => {
    const { library, ids } = await painted(3)
    const gone = 'f'.repeat(64)
    const { undo } = await library.edit([gone, ids[0]!], { stars: 1 })
    expect(undo).toEqual([{ ids: [ids[0]], change: { stars: 0 } }])
    await expect(library.edit([gone], { stars: 1 })).rejects.toMatchObject({ code: 'invalid-input' })
    // A sidecar of a format that is not known yet must not be written.
    const newer = sidecarOf(library.fileOf(ids[1]!))
    writeFileSync(newer, JSON.stringify({ format: 99 }))
    const half = await library.edit(ids, { stars: 2 })
    expect(half.problem).toMatch('newer Reroll')
    expect(half.undo).toEqual([
      { ids: [ids[0]], change: { stars: 1 } },
      { ids: [ids[2]], change: { stars: 0 } },
    ])
    await expect(library.edit([ids[1]!], { stars: 2 })).rejects.toMatchObject({ code: 'not-writable' })
    await library.close()
  })
})

test('into the trash, back, and gone: each says whom it moved', async () => {
  const { library, ids } = await painted(20)
  const some = ids.slice(0, 18)
  expect((await library.trash(some)).ids).toEqual(some)
  expect((await library.trash(some)).ids).toEqual([])
  expect((await library.restore(ids)).ids).toEqual(some)
  await library.trash(some)
  const done: number[] = []
  expect(
    (await library.purge(undefined, { onEvent: event => done.push(event.done) })).ids.toSorted(),
  ).toEqual(some.toSorted())
  expect(done).toEqual([16, 18])
  expect(await library.info()).toMatchObject({ pictures: 2, trashed: 0 })
  await library.close()
})

describe('tags and boards', () => {
  test('are counted without the trash, and told of any choice of pictures', async () => {
    const { library, ids } = await painted(6)
    await library.edit(ids.slice(0, 4), { addTags: ['owl'], addBoards: ['wall'], stars: 4 })
    await library.edit(ids.slice(3), { addBoards: ['attic'], label: 'green' })
    await library.trash([ids[5]!])
    expect(library.names()).toEqual({
      tag: [{ name: 'owl', count: 4 }],
      board: [
        { name: 'attic', count: 2 },
        { name: 'wall', count: 4 },
      ],
    })
    expect(library.marks([...ids.slice(2, 5), 'f'.repeat(64)])).toEqual({
      of: 3,
      stars: [1, 0, 0, 0, 2, 0],
      label: { '': 1, green: 2 },
      tag: { owl: 2 },
      board: { wall: 2, attic: 2 },
    })
    await library.close()
  })

  test('are renamed and deleted everywhere, the trash too; an other of that name swallows it; undo is exact', async () => {
    const { library, ids } = await painted(6)
    await library.edit(ids.slice(0, 4), { addBoards: ['wall'] })
    await library.edit(ids.slice(3), { addBoards: ['attic'] })
    await library.trash([ids[0]!])
    const before = await everything(library, ids)
    const merged = await library.rename('board', 'wall', 'attic')
    expect(library.names().board).toEqual([{ name: 'attic', count: 5 }])
    expect((await library.get(ids[0]!)).boards).toEqual(['attic'])
    await takeBack(library, merged)
    expect(await everything(library, ids)).toEqual(before)
    const gone = await library.rename('board', 'attic', null)
    expect(library.names().board).toEqual([{ name: 'wall', count: 3 }])
    await takeBack(library, gone)
    expect(await everything(library, ids)).toEqual(before)
    expect((await library.rename('board', 'wall', 'wall')).undo).toEqual([])
    expect((await library.rename('board', 'nobody', 'x')).undo).toEqual([])
    // The truth is in the files.
    rmSync(join(scratch.path, 'cache'), { recursive: true, force: true })
    await library.rebuild()
    expect(await everything(library, ids)).toEqual(before)
    await library.close()
  })
})

test('orders by what a picture was drawn with, both ways, windows and ids alike', async () => {
  const { library, ids } = await painted(5)
  await library.edit([ids[1]!], { label: 'blue' })
  await library.edit([ids[3]!], { label: 'red', stars: 2 })
  const order = (sort: 'label' | 'steps' | 'model' | 'sampler' | 'guidance' | 'stars', reversed = false) => {
    const wanted = { offset: 0, limit: 9, filter: {}, sort, reversed }
    const found = library.range(wanted).pictures.map(({ id }) => ids.indexOf(id))
    expect(library.ids(wanted).map(id => ids.indexOf(id))).toEqual(found)
    return found
  }
  expect(order('label')).toEqual([3, 1, 4, 2, 0])
  expect(order('label', true)).toEqual([0, 2, 4, 1, 3])
  expect(order('stars')).toEqual([3, 4, 2, 1, 0])
  for (const sort of ['model', 'sampler', 'steps', 'guidance'] as const) {
    expect(order(sort)).toEqual([4, 3, 2, 1, 0])
    expect(order(sort, true)).toEqual([0, 1, 2, 3, 4])
  }
  await library.close()
})
