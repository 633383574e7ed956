import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keptWords } from '#engine/scorer/kept-words.ts'

let scratch: string
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'reroll-words-'))
  vi.stubEnv('XDG_CACHE_HOME', scratch)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(scratch, { recursive: true, force: true })
})

const rows = [Float32Array.of(1, 2, 3), Float32Array.of(4, 5, 6)]
const folder = () => join(scratch, 'reroll', 'scorer-words')

test('a list is embedded once for each scorer, and again for another list', async () => {
  const make = vi.fn(async () => rows)
  expect(await keptWords('space', ['a', 'b'], make)).toEqual(rows)
  expect(await keptWords('space', ['a', 'b'], make)).toEqual(rows)
  expect(make).toHaveBeenCalledTimes(1)
  await keptWords('another', ['a', 'b'], make)
  await keptWords('space', ['a', 'c'], make)
  expect(make).toHaveBeenCalledTimes(3)
  expect(readdirSync(folder())).toHaveLength(3)
})

test('a damaged file is made again, a list that failed is not kept', async () => {
  const make = vi.fn(async () => rows)
  await keptWords('space', ['a', 'b'], make)
  const file = join(folder(), readdirSync(folder())[0]!)
  const bytes = readFileSync(file)
  bytes[40]! ^= 1
  writeFileSync(file, bytes)
  expect(await keptWords('space', ['a', 'b'], make)).toEqual(rows)
  writeFileSync(file, bytes.subarray(0, 20))
  expect(await keptWords('space', ['a', 'b'], make)).toEqual(rows)
  expect(make).toHaveBeenCalledTimes(3)
  await expect(keptWords('space', ['x'], () => Promise.reject(new Error('enough')))).rejects.toThrow('enough')
  expect(readdirSync(folder())).toHaveLength(1)
})
