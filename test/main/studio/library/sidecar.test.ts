import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSidecar, sidecarToChange } from '#main/studio/library/sidecar.ts'
import { paint } from '../paint.ts'
import { scratchFolder } from '../scratch.ts'
import { all, opened } from './open.ts'

const scratch = scratchFolder()

test('a folder in its place is moved aside as garbage is, and the picture shows', async () => {
  const folder = join(scratch.path, 'pictures')
  mkdirSync(folder)
  const id = paint(join(folder, 'a.png'), 1)
  mkdirSync(join(folder, 'a.png.json'))
  const library = await opened(scratch.path)
  expect(all(library).pictures.map(one => one.id)).toEqual([id])
  expect(library.problems).toEqual([
    expect.stringMatching(/a\.png\.json could not be understood and was kept as/),
  ])
  await library.edit([id], { stars: 3 })
  expect(readdirSync(folder).filter(name => name.startsWith('a.png.json')).length).toBe(2)
  await library.close()
})

test('one that cannot be read is left alone', async () => {
  writeFileSync(join(scratch.path, 'file'), '')
  const below = join(scratch.path, 'file', 'a.png.json')
  expect(await readSidecar(below)).toMatchObject({
    closed: true,
    problem: `${below} cannot be read (ENOTDIR)`,
  })
  await expect(sidecarToChange(below)).rejects.toMatchObject({ code: 'not-writable' })
})

test('a picture in the trash whose sidecar is lost stays there as long as others', async () => {
  const trash = join(scratch.path, 'pictures', '.trash')
  mkdirSync(trash, { recursive: true })
  const id = paint(join(trash, 'a.png'), 1)
  const longAgo = new Date('2020-01-01')
  utimesSync(join(trash, 'a.png'), longAgo, longAgo)
  const library = await opened(scratch.path)
  const [one] = all(library, { trashed: true }).pictures
  expect(one!.id).toBe(id)
  expect(Date.now() - one!.trashed!).toBeLessThan(60_000)
  await library.close()
})
