import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { changePlaces, keepUnread, readPlaces } from '#main/studio/models/places.ts'
import { scratchFolder } from '../scratch.ts'

const scratch = scratchFolder()
const before = process.env.REROLL_DATA
beforeEach(() => {
  process.env.REROLL_DATA = scratch.path
})
afterEach(() => {
  if (before === undefined) delete process.env.REROLL_DATA
  else process.env.REROLL_DATA = before
})
const file = () => join(scratch.path, 'models.json')
const kept = () => readdirSync(scratch.path).filter(name => name.includes('.kept-'))

test('no file, or a whole one, is no problem', async () => {
  expect(await keepUnread()).toBe(null)
  await changePlaces(() => ({ links: ['/a'] }))
  expect(await keepUnread()).toBe(null)
  expect(kept()).toEqual([])
})

test('garbage is told and kept aside before anything is written', async () => {
  writeFileSync(file(), '{"links":["/a"')
  await changePlaces(() => ({ links: ['/b'] }))
  expect((await readPlaces()).links).toEqual(['/b'])
  expect(readFileSync(join(scratch.path, kept()[0]!), 'utf8')).toBe('{"links":["/a"')
  writeFileSync(file(), 'null')
  expect(await keepUnread()).toMatch(/could not be read; add .* again; .*\.kept-.* holds what was there/)
})

test('a part that makes no sense takes no other along, and a copy is kept', async () => {
  const text = JSON.stringify({ format: 1, links: 7, folders: ['/f'], endpoint: null })
  writeFileSync(file(), text)
  expect(await keepUnread()).toMatch(/makes no sense and was left out: links; .* holds what was there/)
  expect(await readPlaces()).toMatchObject({ links: [], folders: ['/f'] })
  expect(readFileSync(join(scratch.path, kept()[0]!), 'utf8')).toBe(text)
})
