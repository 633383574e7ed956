import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLibrary } from '#main/studio/library/open-library.ts'
import { paint } from '../main/studio/paint.ts'

let mount: string
let cache: string
const sh = (program: string, ...args: string[]) => {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`)
}
beforeEach(() => {
  mount = mkdtempSync(join(tmpdir(), 'reroll-disk-'))
  cache = mkdtempSync(join(tmpdir(), 'reroll-cache-'))
  sh('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', mount)
})
afterEach(() => {
  sh('umount', mount)
  rmSync(mount, { recursive: true })
  rmSync(cache, { recursive: true })
})
const open = async () => {
  const library = await openLibrary({ folder: mount, cache })
  await library.catchUp()
  return library
}
const fill = (left: number) => {
  const { bavail, bsize } = statfsSync(mount)
  writeFileSync(join(mount, 'ballast'), Buffer.alloc(bavail * bsize - left))
}
const everything = { offset: 0, limit: 10, filter: {} }

test('a read-only library is shown and searched, and says why it cannot be changed', async () => {
  const id = paint(join(mount, 'a.png'), 1)
  const first = await open()
  await first.edit([id], { starred: true })
  await first.close()
  sh('mount', '-o', 'remount,ro', mount)
  rmSync(cache, { recursive: true })
  const library = await open()
  expect(library.range({ ...everything, filter: { starred: true, text: 'red' } }).total).toBe(1)
  expect((await library.info()).problem).toMatch(/may not be written \(EROFS\).* choose another folder/)
  await expect(library.edit([id], { starred: false })).rejects.toMatchObject({ code: 'not-writable' })
  await library.close()
})

test('a library that fills up: the sidecar is the old one or the new one, nothing half-written, nothing lost', async () => {
  const id = paint(join(mount, 'a.png'), 1)
  const library = await open()
  await library.edit([id], { note: 'kept' })
  fill(0)
  await expect(library.edit([id], { note: 'x'.repeat(15_000) })).rejects.toMatchObject({ code: 'disk-full' })
  expect(await library.get(id)).toMatchObject({ note: 'kept' })
  expect(JSON.parse(readFileSync(join(mount, 'a.png.json'), 'utf8')).note).toBe('kept')
  expect(readdirSync(mount).filter(name => name.includes('tmp'))).toEqual([])
  await library.rebuild()
  expect(await library.get(id)).toMatchObject({ note: 'kept' })
  await library.close()
})

test('a disk that is full from the start: a message with a way on', async () => {
  paint(join(mount, 'a.png'), 1)
  fill(0)
  const library = await open()
  expect(library.refusal).toMatch(/disk .* is full: pictures can be looked at, not added. Free some space/)
  expect(library.range(everything).total).toBe(1)
  await library.close()
  expect(readdirSync(mount).sort()).toEqual(['a.png', 'ballast'])
})
