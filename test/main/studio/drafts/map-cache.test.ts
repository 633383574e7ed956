import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mapCache } from '#main/studio/drafts/map-cache.ts'
import { scratchFolder } from '../scratch.ts'

const scratch = scratchFolder()
const map = {
  drafts: [{ index: 0, seed: '7', png: Uint8Array.of(1, 2), embedding: Float32Array.of(0.5, -1) }],
  points: [{ index: 0, seed: '7', x: 0.25, y: 1 }],
}

test('a map comes back as it was, for the very same settings alone', async () => {
  const cache = mapCache(scratch.path)
  await cache.write({ prompt: 'a bird', rolls: 8 }, map)
  const back = await cache.read({ prompt: 'a bird', rolls: 8 })
  expect(back?.points).toEqual(map.points)
  expect([...back!.drafts[0]!.png]).toEqual([1, 2])
  expect([...back!.drafts[0]!.embedding]).toEqual([0.5, -1])
  expect(await cache.read({ prompt: 'a bird', rolls: 9 })).toBeNull()
})

test('a damaged file is as if it was not there', async () => {
  const cache = mapCache(scratch.path)
  await cache.write('x', map)
  const folder = join(scratch.path, 'maps')
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), 'no map')
  expect(await cache.read('x')).toBeNull()
})

test('only the latest are kept', async () => {
  const cache = mapCache(scratch.path)
  for (let i = 0; i < 15; i++) await cache.write(i, map)
  expect(readdirSync(join(scratch.path, 'maps'))).toHaveLength(12)
  expect(await cache.read(14)).not.toBeNull()
})

test('where it cannot be written, nothing is told', async () => {
  mkdirSync(join(scratch.path, 'file'))
  writeFileSync(join(scratch.path, 'file', 'maps'), '')
  const cache = mapCache(join(scratch.path, 'file'))
  await cache.write('x', map)
  expect(await cache.read('x')).toBeNull()
})
