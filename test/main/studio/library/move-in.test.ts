import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { moveIn } from '#main/studio/library/add.ts'
import { paint } from '../paint.ts'
import { scratchFolder } from '../scratch.ts'

const scratch = scratchFolder()
const file = () => join(scratch.path, 'x.png')
const folder = () => join(scratch.path, 'pictures')
const pictures = () =>
  readdirSync(folder(), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.png'))

let first: string
let parts: Parameters<typeof moveIn>[2]
beforeEach(async () => {
  mkdirSync(folder())
  parts = { created: 1_700_000_000_000, prompt: 'a fox', seed: '7', id: paint(file(), 1) }
  first = await moveIn(folder(), file(), parts)
})

test('a file goes under its name', () => {
  expect(pictures()).toEqual([first])
  expect(existsSync(file())).toBe(false)
})

test('one that was given its name already, by a program that was killed then, gets no second one', async () => {
  linkSync(join(folder(), first), file())
  expect(await moveIn(folder(), file(), parts)).toBe(first)
  expect(pictures()).toEqual([first])
  expect(existsSync(file())).toBe(false)
})

test('another file never takes the place of one that is there', async () => {
  copyFileSync(join(folder(), first), file())
  const second = await moveIn(folder(), file(), parts)
  expect(pictures().sort()).toEqual([first, second].sort())
})
