import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claim, clearDead } from '#engine/files/claim.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reroll-claim-'))
})
afterEach(() => {
  chmodSync(folder, 0o755)
  rmSync(folder, { recursive: true })
})

const here = () => readdirSync(folder).sort()
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid

test('a commit leaves the file and nothing else', async () => {
  const held = await claim(join(folder, 'a.png'))
  await held.commit(Uint8Array.of(1, 2, 3))
  await held.giveUp()
  expect(here()).toEqual(['a.png'])
  expect([...readFileSync(join(folder, 'a.png'))]).toEqual([1, 2, 3])
})

test('giving up leaves the old file as it was, and no new folders', async () => {
  writeFileSync(join(folder, 'a.png'), 'old')
  await (await claim(join(folder, 'a.png'))).giveUp()
  await (await claim(join(folder, 'deep/er/b.png'))).giveUp()
  expect(here()).toEqual(['a.png'])
  expect(readFileSync(join(folder, 'a.png'), 'utf8')).toBe('old')
})

test('giving up keeps a made folder that others have filled since', async () => {
  const held = await claim(join(folder, 'new/a.png'))
  writeFileSync(join(folder, 'new/other.txt'), 'x')
  await held.giveUp()
  expect(readdirSync(join(folder, 'new'))).toEqual(['other.txt'])
})

test('a name can be claimed once at a time', async () => {
  const held = await claim(join(folder, 'a.png'))
  await expect(claim(join(folder, 'a.png'))).rejects.toMatchObject({
    code: 'invalid-input',
    message: `${join(folder, 'a.png')} is to be written twice; give each picture a name of its own`,
  })
  await held.giveUp()
  await (await claim(join(folder, 'a.png'))).giveUp()
  expect(here()).toEqual([])
})

test('what a killed run left is cleared by the next claim of the name', async () => {
  const pid = deadPid()
  writeFileSync(join(folder, '.a.png.reroll-lock'), JSON.stringify({ pid, host: hostname() }))
  writeFileSync(join(folder, `.a.png.${pid}.reroll-tmp`), 'half a picture')
  const held = await claim(join(folder, 'a.png'))
  expect(here()).toEqual(['.a.png.reroll-lock'])
  await held.giveUp()
})

test("the host can clear a dead engine's leavings, but not a living one's", async () => {
  const file = join(folder, 'a.png')
  const held = await claim(file)
  await clearDead(file)
  expect(here()).toEqual(['.a.png.reroll-lock'])
  await held.giveUp()
  const pid = deadPid()
  writeFileSync(join(folder, '.a.png.reroll-lock'), JSON.stringify({ pid, host: hostname() }))
  writeFileSync(join(folder, `.a.png.${pid}.reroll-tmp`), 'half a picture')
  await clearDead(file)
  expect(here()).toEqual([])
})

test.each([
  ['a folder of that name', () => mkdirSync(join(folder, 'a.png')), 'a.png', 'that is a folder'],
  [
    'a file where a folder should be',
    () => writeFileSync(join(folder, 'x'), ''),
    'x/a.png',
    'is a file, not a folder',
  ],
  ['a name too long', () => {}, `${'n'.repeat(300)}.png`, 'too long'],
])('%s is told', async (_, prepare, name, message) => {
  prepare()
  const before = here()
  await expect(claim(join(folder, name))).rejects.toMatchObject({
    code: 'not-writable',
    message: expect.stringContaining(message),
  })
  expect(here()).toEqual(before)
})

test('a path through a file holds nothing to clear', async () => {
  writeFileSync(join(folder, 'a.png'), 'a file')
  await clearDead(join(folder, 'a.png/b.png'))
  await expect(claim(join(folder, 'a.png/b.png'))).rejects.toThrow(
    /a part of that path is a file, not a folder/,
  )
  expect(readFileSync(join(folder, 'a.png'), 'utf8')).toBe('a file')
})

test('a name that another living process holds is told with that process', async () => {
  const pid = process.ppid
  writeFileSync(join(folder, '.a.png.reroll-lock'), JSON.stringify({ pid, host: hostname() }))
  await expect(claim(join(folder, 'a.png'))).rejects.toThrow(
    `is being written by another run (process ${pid})`,
  )
  expect(here()).toEqual(['.a.png.reroll-lock'])
})
