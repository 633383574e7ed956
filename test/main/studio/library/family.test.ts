import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { encodePicture } from '#engine/png/picture-file.ts'
import { type Library, openLibrary } from '#main/studio/library/open-library.ts'
import { paintPlain, pixels, recordOf } from '../paint.ts'
import { scratchFolder } from '../scratch.ts'

const scratch = scratchFolder()
let library: Library
const open = () => openLibrary({ folder: join(scratch.path, 'pictures'), cache: join(scratch.path, 'cache') })
beforeEach(async () => {
  mkdirSync(join(scratch.path, 'pictures'))
  library = await open()
})
afterEach(() => library.close())

const idOf = (n: number) => recordOf(n, '').pixels
/** Picture n, which came from picture `parent`. */
function paint(n: number, parent: number | null): string {
  const record = recordOf(n, `picture ${n}`)
  const file = join(scratch.path, 'pictures', `${n}.png`)
  mkdirSync(dirname(file), { recursive: true })
  const settings = { ...record.settings, parent: parent === null ? null : idOf(parent) }
  writeFileSync(file, encodePicture(pixels(n), { ...record, settings }))
  return record.pixels
}
const family = (n: number, most = 500) => {
  const { members, more } = library.family(idOf(n), most)
  return { ids: members.map(({ id }) => id), more }
}

/**
 *   1 - 2 - 3 - 4
 *     \   \ 5
 *      6
 */
async function tree() {
  for (const [n, parent] of [
    [1, null],
    [2, 1],
    [3, 2],
    [4, 3],
    [5, 2],
    [6, 1],
  ] as const)
    paint(n, parent)
  paintPlain(join(scratch.path, 'pictures/plain.png'), 99)
  await library.refresh()
}

test('ancestors and descendants, not the cousins; the same after the index is made anew', async () => {
  await tree()
  const look = () => [1, 2, 4, 6].map(n => family(n))
  const found = look()
  const sets = found.map(({ ids }) => new Set(ids))
  expect(sets).toEqual(
    [
      [1, 2, 3, 4, 5, 6],
      [1, 2, 3, 4, 5],
      [1, 2, 3, 4],
      [1, 6],
    ].map(numbers => new Set(numbers.map(idOf))),
  )
  expect(found.every(({ more }) => !more)).toBe(true)
  await library.rebuild()
  expect(look().map(({ ids }) => new Set(ids))).toEqual(sets)
})

test('of a large family the nearest come, and it is said that there are more', async () => {
  await tree()
  for (let n = 10; n < 30; n++) paint(n, 4)
  await library.refresh()
  const { ids, more } = family(4, 6)
  expect(more).toBe(true)
  expect(ids).toHaveLength(6)
  expect(ids.slice(0, 4)).toEqual([4, 3, 2, 1].map(idOf))
  expect(family(4, 24)).toMatchObject({ more: false })
  expect(family(4, 24).ids).toHaveLength(24)
})

test('members in the trash are marked, one that is gone ends the line', async () => {
  await tree()
  await library.trash([idOf(2)])
  const { members } = library.family(idOf(4), 500)
  expect(members.map(({ id, trashed }) => [id, trashed !== null])).toEqual([
    [idOf(4), false],
    [idOf(3), false],
    [idOf(2), true],
    [idOf(1), false],
  ])
  await library.purge([idOf(2)])
  expect(family(4).ids).toEqual([4, 3].map(idOf))
  expect(library.family(idOf(3), 500).members[0]).toMatchObject({ parent: idOf(2) })
})

test('a picture without family is alone, an unknown one has none, a circle is walked once', async () => {
  await tree()
  const { members } = library.family(idOf(99), 500)
  expect(members).toMatchObject([{ id: idOf(99), parent: null }])
  expect(family(1234).ids).toEqual([])
  paint(1, 4)
  await library.refresh()
  expect(new Set(family(4).ids)).toEqual(new Set([1, 2, 3, 4].map(idOf)))
})
