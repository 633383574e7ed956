import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pictureOrigin } from '#engine/png/picture-file.ts'
import type { PictureRecord } from '#shared/png/record.ts'
import { reroll } from './run-cli.ts'

let folder: string
const at = (name: string) => join(folder, name)
const recordOf = (name: string) =>
  (pictureOrigin(new Uint8Array(readFileSync(at(name))), name) as { record: PictureRecord }).record
const generate = (...args: string[]) => reroll(['generate', ...args, '--steps', '2'])

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reroll-cli-prompts-'))
  mkdirSync(at('lists'))
  writeFileSync(at('lists/colour.txt'), 'red\nblue\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

test('lists are chosen from, and --from draws the chosen words again without them', () => {
  const { status } = generate(
    'a (__colour__:1.2) bird',
    '--seed',
    '3',
    '--wildcards',
    at('lists'),
    '--out',
    at('a.png'),
  )
  expect(status).toBe(0)
  const { settings, template } = recordOf('a.png')
  expect(settings.prompt).toMatch(/^a \((red|blue):1\.2\) bird$/)
  expect(settings.reading).toEqual({ style: 'a1111', clipSkip: 1 })
  expect(template?.prompt).toBe('a (__colour__:1.2) bird')
  const again = reroll(['generate', '--from', at('a.png'), '--out', at('b.png')])
  expect(again.stdout).toContain('Identical to the original')
}, 120_000)

test('words that take the place of plain ones are read as usual, of others as they were', () => {
  expect(generate('a bird', '--seed', '3', '--out', at('plain.png')).status).toBe(0)
  expect(recordOf('plain.png').settings.reading.style).toBe('plain')
  reroll(['generate', 'a (bird:1.3)', '--from', at('plain.png'), '--out', at('c.png')])
  expect(recordOf('c.png').settings.reading.style).toBe('a1111')
  generate('a (bird)', '--style', 'comfyui', '--seed', '3', '--out', at('d.png'))
  reroll(['generate', 'a (blue bird)', '--from', at('d.png'), '--out', at('e.png')])
  expect(recordOf('e.png').settings.reading.style).toBe('comfyui')
}, 240_000)

test('a style that is none is refused', () => {
  const { status, stderr } = generate('a bird', '--style', 'loud', '--out', at('f.png'))
  expect(status).toBe(2)
  expect(stderr).toContain('--style must be one of a1111, comfyui, plain, not "loud"')
})
