import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pictureMeant } from '#main/studio/library/watch-folder.ts'
import { paint } from '../paint.ts'
import { scratchFolder, until } from '../scratch.ts'
import { all, opened } from './open.ts'

const scratch = scratchFolder()

test.each([
  ['a.png', 'a.png'],
  ['2026-11\\a.webp', '2026-11/a.webp'],
  ['2026-11/a.jpg.json', '2026-11/a.jpg'],
  ['.trash/a.png', '.trash/a.png'],
  ['2026-11', null],
  [null, null],
  ['.incoming/a.png', undefined],
  ['.reroll-lock', undefined],
  ['2026-11/.a.png.tmp', undefined],
  ['walks/one/frame.png', undefined],
  ['notes.txt', undefined],
  ['external', undefined],
  ['external/0a', undefined],
  ['external/0a/0a1b.json', undefined],
  ['external/own', null],
  ['external/own/a.png', 'external/own/a.png'],
])('what %s means', (name, meant) => {
  expect(pictureMeant(name)).toBe(meant)
})

test.each([
  ['a.png', 'a.png'],
  ['2026\\a.webp', '2026/a.webp'],
  ['2026', null],
  // Nothing of what is said of a picture is read there, and nothing is thrown away.
  ['a.png.json', undefined],
  ['.trash/a.png', undefined],
  ['thumbnails/a.webp', undefined],
])('what %s means in a watched folder', (name, meant) => {
  expect(pictureMeant(name, true)).toBe(meant)
})

test('what other programs do in the folder is seen without being asked for', async () => {
  const folder = join(scratch.path, 'pictures')
  mkdirSync(folder)
  const kept = paint(join(folder, 'kept.png'), 1, 'a kept bird')
  const library = await opened(scratch.path)
  library.watchFiles()
  const prompts = () =>
    all(library)
      .pictures.map(({ prompt }) => prompt)
      .sort()
  expect(prompts()).toEqual(['a kept bird'])

  paint(join(folder, 'new.png'), 2, 'a new bird')
  await until(() => prompts().length === 2)
  // Moved, with what was said of it left behind, into a folder of its own.
  writeFileSync(join(folder, 'new.png.json'), JSON.stringify({ format: 2, stars: 3 }))
  await until(() => all(library, { query: 'stars:3' }).total === 1)
  mkdirSync(join(folder, 'sub'))
  renameSync(join(folder, 'new.png'), join(folder, 'sub', 'moved.png'))
  await until(() => all(library, { query: 'file:sub/moved' }).total === 1)
  // Painted over by another program.
  paint(join(folder, 'kept.png'), 3, 'another bird')
  await until(() => prompts().includes('another bird'))
  expect(all(library).pictures.map(({ id }) => id)).not.toContain(kept)
  rmSync(join(folder, 'kept.png'))
  await until(() => prompts().length === 1)
  // A whole folder at once.
  renameSync(join(folder, 'sub'), join(folder, 'other'))
  await until(() => all(library, { query: 'file:other/moved' }).total === 1)
  rmSync(join(folder, 'other'), { recursive: true })
  await until(() => all(library).total === 0)
  expect(library.problems).toEqual([])
  await library.close()
})
