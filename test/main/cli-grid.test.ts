import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { expect, test } from 'vitest'
import { readPicture } from '#main/studio/library/read-picture.ts'
import { reroll, scratchFolder } from './run-cli.ts'

const scratch = scratchFolder()
const grid = (...args: string[]) =>
  reroll(['grid', 'a red bird', '--steps', '2', '--out', join(scratch.path, 'grid'), ...args])

test('a grid of two settings: every picture with its own, a sheet, and only what is missing the next time', async () => {
  const axes = ['--x', 'seed=1,2,3', '--y', 'knob.size=0.5,1']
  const first = grid(...axes)
  expect(first.stderr).toBe('')
  expect(first.stdout).toMatch(/sheet\.png\n6 pictures drawn, in /)
  const folder = join(scratch.path, 'grid')
  expect(readdirSync(folder).sort()).toEqual([
    'grid.json',
    'sheet.png',
    ...[1, 2].flatMap(y => [1, 2, 3].map(x => `z01 y0${y} x0${x}.png`)),
  ])
  const { record } = await readPicture(join(folder, 'z01 y02 x03.png'))
  expect(record!.settings).toMatchObject({ seed: 3, steps: 2, prompt: 'a red bird', knobs: { size: 1 } })
  const sheet = decode(readFileSync(join(folder, 'sheet.png')))
  expect(sheet.width).toBeGreaterThan(3 * 128)
  expect(sheet.height).toBeGreaterThan(2 * 128)

  // Stopped in the middle: one is missing, one is damaged, one is another picture.
  const times = () =>
    readdirSync(folder)
      .filter(name => name.startsWith('z'))
      .map(name => statSync(join(folder, name)).mtimeMs)
  const before = times()
  rmSync(join(folder, 'z01 y01 x02.png'))
  writeFileSync(join(folder, 'z01 y02 x02.png'), 'half a pict')
  writeFileSync(join(folder, 'z01 y02 x01.png'), readFileSync(join(folder, 'z01 y01 x01.png')))
  expect(grid(...axes).stdout).toMatch('3 pictures drawn, 3 were there already')
  expect(times().filter((time, i) => time === before[i])).toHaveLength(3)
  expect(decode(readFileSync(join(folder, 'sheet.png'))).data).toEqual(sheet.data)

  // Another grid does not go over this one.
  expect(grid('--x', 'seed=1,2')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching('holds another grid'),
  })
  expect(grid(...axes, '--cfg', '2').stderr).toMatch('other settings')
})

test('what cannot be is told before anything is drawn', () => {
  expect(grid().stderr).toMatch('needs an axis')
  expect(grid('--x', 'colour=red').stderr).toMatch('one of seed, steps')
  expect(grid('--x', 'knob.size=0.5,7').stderr).toMatch('Knob size must be')
  expect(grid('--x', 'steps=1,500').stderr).toMatch('at most 150')
  expect(grid('--x', 'seed=1,2', '--y', 'seed=3,4').stderr).toMatch('each must be another')
  expect(readdirSync(scratch.path)).not.toContain('grid')
  writeFileSync(join(scratch.path, 'file'), '')
  expect(reroll(['grid', 'x', '--x', 'seed=1', '--out', join(scratch.path, 'file')]).status).not.toBe(0)
})
