import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from 'fast-png'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readTexts } from '#shared/png/chunks.ts'
import { reroll, scratchFolder } from './run-cli.ts'

const scratch = scratchFolder()
const at = (name: string) => join(scratch.path, name)
const walk = (...args: string[]) => reroll(['walk', '--steps', '1', '--frames', '1', ...args])

test('through seeds, as a WebP that moves', async () => {
  const ran = walk('--prompt', 'a red bird', '--seeds', '1,2', '--loop', '--fps', '10', '--out', at('w.webp'))
  expect(ran.stderr).toBe('')
  expect(ran.stdout).toContain('4 frames, 0.4 s')
  const { pages, delay, loop } = await sharp(at('w.webp'), { animated: true }).metadata()
  expect({ pages, delay, loop }).toEqual({ pages: 4, delay: [100, 100, 100, 100], loop: 0 })
  expect(readdirSync(scratch.path)).toEqual(['w.webp'])
})

test('through pictures: the first and the last frame are the pictures', () => {
  const draw = (name: string, ...args: string[]) =>
    reroll(['generate', 'a fox', '--steps', '1', '--out', at(name), ...args])
  draw('a.png', '--seed', '3', '--die', 'layout=4')
  draw('b.png', '--seed', '5')
  const ran = reroll(['walk', '--frames', '1', at('a.png'), at('b.png'), '--out', at('frames')])
  expect(ran.stderr).toBe('')
  expect(readdirSync(at('frames')).sort()).toEqual([
    'frame-0001.png',
    'frame-0002.png',
    'frame-0003.png',
    'walk.json',
  ])
  const data = (name: string) => decode(readFileSync(at(name))).data
  expect(data('frames/frame-0001.png')).toEqual(data('a.png'))
  expect(data('frames/frame-0003.png')).toEqual(data('b.png'))
  expect(data('frames/frame-0002.png')).not.toEqual(data('a.png'))
  // A frame is a picture like any other.
  const record = JSON.parse(readTexts(readFileSync(at('frames/frame-0002.png'))).get('reroll')!)
  expect(record.settings.dice).toMatchObject({ layout: 4, toward: { seed: 5, t: 0.5 } })
  const again = reroll(['generate', '--from', at('frames/frame-0002.png'), '--out', at('again.png')])
  expect(again.stdout).toContain('Identical to the original')
  expect(JSON.parse(readFileSync(at('frames/walk.json'), 'utf8')).stops).toHaveLength(2)
})

test.each([
  [['--seeds', '1', '--prompt', 'x'], 'at least two stops'],
  [['--seeds', '1,two', '--prompt', 'x'], 'seed must be a whole number'],
  [['--seeds', '1,2', '--frames', '0'], '--frames must be a whole number from 1 to 240'],
  [['--seeds', '1,2', '--out', 'walk.gif'], 'ends in .webp or .png'],
  [['nowhere.png', 'nowhere.png'], 'there is no such file'],
  [['nowhere.png', '--seeds', '1,2'], 'at least two stops'],
])('%j is refused with what was expected', (args, expected) => {
  const { status, stderr } = reroll(['walk', ...args])
  expect(stderr).toContain(expected)
  expect(status).toBe(2)
  expect(existsSync('walk.gif')).toBe(false)
})
