import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderOfGrid, listGrids } from '#main/studio/grid/library-grids.ts'
import { scratchFolder } from '../scratch.ts'

const scratch = scratchFolder()

test('a record that cannot be read is told; a folder without one is nothing', async () => {
  const folder = folderOfGrid(scratch.path, 'a bird 01234567')
  mkdirSync(folder, { recursive: true })
  const told: string[] = []
  const list = () => listGrids(scratch.path, ({ message }) => told.push(message))
  expect(await list()).toEqual([])
  expect(told).toEqual([])
  writeFileSync(join(folder, 'grid.json'), '{"format":1')
  expect(await list()).toEqual([])
  expect(told).toEqual([expect.stringMatching(/grid\.json is no grid of this Reroll's/)])
})
