import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { scratchFolder } from '../scratch.ts'
import { all, opened } from './open.ts'

/** One folder per format that was ever written; a new format adds one and changes none. */
const fixtures = ['library-1']
const scratch = scratchFolder()
const at = Date.UTC(2026, 10, 24, 12)
const day = 86_400_000

test.each(fixtures)('a library of an earlier format opens with everything in it: %s', async name => {
  const from = resolve(import.meta.dirname, '../../../fixtures', name)
  const folder = join(scratch.path, 'pictures')
  mkdirSync(folder)
  cpSync(from, folder, { recursive: true })
  const before = texts(folder)
  const library = await opened(scratch.path)
  expect(library.problems).toEqual([])
  const details = await Promise.all(
    [...all(library).pictures, ...all(library, { trashed: true }).pictures].map(({ id }) => library.get(id)),
  )
  const shown = details
    .map(({ file, created, prompt, seed, starred, trashed, tags, boards, note, record }) => ({
      file: file.slice(folder.length + 1),
      created: record ? (created - at) / day : null,
      prompt,
      seed,
      starred,
      trashed: trashed !== null,
      tags,
      boards,
      note,
      record: record?.settings.steps ?? null,
    }))
    .sort((a, b) => (a.seed === null ? 99 : Number(a.seed)) - (b.seed === null ? 99 : Number(b.seed)))
  expect(shown).toMatchSnapshot()
  expect(texts(folder)).toEqual(before)
  await library.close()
})

/** What stands in the sidecars. */
const texts = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.json'))
    .sort()
    .map(file => [file, readFileSync(join(folder, file), 'utf8')])
