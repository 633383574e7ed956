import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { type WayStore, wayStore } from '#main/studio/time/way-store.ts'
import { scratchFolder } from '../scratch.ts'

const scratch = scratchFolder()
const idOf = (n: number) => n.toString(16).padStart(64, '0')
let cap: number
let starred: Set<string>
let problems: string[]
let store: WayStore
const open = () =>
  wayStore({
    folder: join(scratch.path, 'ways'),
    capBytes: () => cap,
    starred: () => starred,
    onProblem: sentence => problems.push(sentence),
  })
beforeEach(() => {
  cap = 1000
  starred = new Set()
  problems = []
  store = open()
})

async function take(n: number, bytes = 100) {
  const [file] = await store.incoming([`job-${n}`])
  mkdirSync(dirname(file!), { recursive: true })
  writeFileSync(file!, new Uint8Array(bytes))
  await store.take(idOf(n), file!)
}
const kept = async (...numbers: number[]) =>
  (await Promise.all(numbers.map(n => store.find(idOf(n))))).map(found => found !== null)

test('keeps to the cap: the oldest without a star go first, by when they were kept, after a restart too', async () => {
  for (const n of [1, 2, 3]) await take(n)
  // Kept in this order, whatever their names say.
  for (const [i, n] of [3, 1, 2].entries()) {
    const { file } = (await store.find(idOf(n)))!
    utimesSync(file, 1000 + i, 1000 + i)
  }
  store = open()
  starred = new Set([idOf(3)])
  cap = 350
  await take(4)
  expect(await kept(1, 2, 3, 4)).toEqual([false, true, true, true])
  expect(await store.kept()).toEqual({ pictures: 3, bytes: 300 })
  await take(5)
  expect(await kept(1, 2, 3, 4, 5)).toEqual([false, false, true, true, true])
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(/oldest, of pictures without a star.*settings can allow more/)
})

test('says it when starred ones alone are too many, and keeps them', async () => {
  await take(1, 600)
  await take(2, 300)
  starred = new Set([idOf(1), idOf(2)])
  cap = 800
  await take(3, 50)
  expect(await kept(1, 2, 3)).toEqual([true, true, false])
  expect(problems).toEqual([expect.stringContaining('starred pictures alone')])
})

test('the way of a picture that is drawn again takes the place of the old one', async () => {
  await take(1, 300)
  await take(1, 200)
  expect(await store.kept()).toEqual({ pictures: 1, bytes: 200 })
})

test('forgets some, or all; a way that was never written, or is gone, is no trouble', async () => {
  for (const n of [1, 2, 3]) await take(n)
  await store.take(idOf(9), join(scratch.path, 'nothing'))
  await store.forget([idOf(2), idOf(77)])
  expect(await kept(1, 2, 3, 9)).toEqual([true, false, true, false])
  await store.forget()
  expect(await store.kept()).toEqual({ pictures: 0, bytes: 0 })
  expect(readdirSync(join(scratch.path, 'ways/00'))).toEqual([])
})

test('many at once are taken one after another', async () => {
  cap = 550
  await Promise.all(Array.from({ length: 20 }, (_, n) => take(n)))
  expect(await store.kept()).toEqual({ pictures: 5, bytes: 500 })
  const [folder] = readdirSync(join(scratch.path, 'ways')).filter(name => name.length === 2)
  expect(readdirSync(join(scratch.path, 'ways', folder!))).toHaveLength(5)
})
