import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const cli = resolve(import.meta.dirname, '../../dist/reroll.mjs')
let mount: string

const sh = (program: string, ...args: string[]) => {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`)
}
const generate = (...args: string[]) =>
  spawnSync(process.execPath, [cli, 'generate', 'a red bird', '--seed', '7', '--steps', '1', ...args], {
    encoding: 'utf8',
  })

beforeEach(() => {
  mount = mkdtempSync(join(tmpdir(), 'reroll-disk-'))
  sh('mount', '-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', mount)
})
afterEach(() => {
  sh('umount', mount)
  rmSync(mount, { recursive: true })
})

test('a full disk is told, fails with 1 and leaves nothing behind', () => {
  const { bavail, bsize } = statfsSync(mount)
  writeFileSync(join(mount, 'ballast'), Buffer.alloc(bavail * bsize - 8192))
  const { status, stderr } = generate('--out', join(mount, 'bird.png'))
  expect(stderr).toContain(`Cannot write ${join(mount, 'bird.png')}: the disk is full`)
  expect(status).toBe(1)
  expect(readdirSync(mount)).toEqual(['ballast'])
})

test('a picture that was there survives a disk that fills up', () => {
  const file = join(mount, 'bird.png')
  writeFileSync(file, 'the old picture')
  const { bavail, bsize } = statfsSync(mount)
  writeFileSync(join(mount, 'ballast'), Buffer.alloc(bavail * bsize - 8192))
  expect(generate('--out', file).status).toBe(1)
  expect(readdirSync(mount).sort()).toEqual(['ballast', 'bird.png'])
})

test('a read-only mount is told before any work is done', () => {
  mkdirSync(join(mount, 'kept'))
  sh('mount', '-o', 'remount,ro', mount)
  const { status, stderr } = generate('--out', join(mount, 'bird.png'))
  expect(stderr).toMatch(/Cannot write .*bird\.png: the file system is read-only; choose another folder/)
  expect(status).toBe(1)
  expect(readdirSync(mount)).toEqual(['kept'])
})
