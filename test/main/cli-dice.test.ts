import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode, encode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { noDice } from '#shared/dice.ts'
import { parseA1111 } from '#shared/png/a1111.ts'
import { readTexts } from '#shared/png/chunks.ts'
import { reroll, scratchFolder } from './run-cli.ts'

const scratch = scratchFolder()
const at = (name: string) => join(scratch.path, name)
const draw = (name: string, ...args: string[]) => {
  const ran = reroll(['generate', '--steps', '2', '--out', at(name), '--json', ...args])
  expect(ran.stderr).toBe('')
  return { bytes: readFileSync(at(name)), report: JSON.parse(ran.stdout) }
}
const bird = (name: string, ...args: string[]) => draw(name, 'a red bird', '--seed', '7', ...args)
const pixels = (bytes: Uint8Array) => decode(bytes).data

/** Left half white. */
function writeMask(file: string) {
  const data = Uint8Array.from({ length: 64 * 64 }, (_, i) => (i % 64 < 32 ? 255 : 0))
  writeFileSync(file, encode({ width: 64, height: 64, data, channels: 1, depth: 8 }))
}

const kinds: Record<string, (file: (name: string) => string) => string[]> = {
  layout: () => ['--die', 'layout=5'],
  'texture with another split': () => ['--die', 'texture=5', '--split', '0.4'],
  'a channel': () => ['--die', 'channel:1=5'],
  'a rectangle': () => ['--die', 'rect:0,0.5,1,0.5=5'],
  'a mask': file => ['--die', `mask:${file('mask.png')}=5`],
  'on the way to another seed': () => ['--toward', '8@0.4'],
  'a sampler die': () => ['--die', 'sampler=5', '--sampler', 'Euler a'],
  'everything, varied': file => [
    ...['--die', 'layout=5', '--die', 'texture=18446744073709551615', '--die', 'channel:0=6'],
    ...['--die', 'rect:0,0,0.5,0.5=9', '--die', `mask:${file('mask.png')}=5`, '--die', 'sampler=-1'],
    ...['--toward', '8@0.4', '--variation-seed', '3', '--variation-strength', '0.2', '--sampler', 'Euler a'],
  ],
}

test.each(Object.keys(kinds))('%s: another picture, told in the file, the same bytes again from it', name => {
  writeMask(at('mask.png'))
  const args = kinds[name]!(at)
  const plain = bird('plain.png', ...(args.includes('Euler a') ? ['--sampler', 'Euler a'] : []))
  const { bytes, report } = bird('rolled.png', ...args)
  expect(pixels(bytes)).not.toEqual(pixels(plain.bytes))
  const texts = readTexts(bytes)
  const { dice } = JSON.parse(texts.get('reroll')!).settings
  expect(dice).toEqual(report.settings.dice)
  expect(dice).not.toEqual(noDice)
  const told = parseA1111(texts.get('parameters')!)
  expect(told).toMatchObject({ prompt: 'a red bird', seed: 7, steps: 2, model: 'picturebook', dice })
  const again = draw('again.png', '--from', at('rolled.png'))
  expect(again.report.identical).toBe(true)
  expect(again.bytes.equals(bytes)).toBe(true)
})

describe('dice on top of a picture', () => {
  test('are added to its own; off gives a part back, off alone all', () => {
    const plain = bird('plain.png')
    bird('rolled.png', '--die', 'layout=5', '--die', 'channel:1=6')
    const more = draw('more.png', '--from', at('rolled.png'), '--die', 'texture=9', '--die', 'channel:1=off')
    expect(more.report.settings.dice).toEqual({ ...noDice, layout: 5, texture: 9 })
    const back = draw('back.png', '--from', at('rolled.png'), '--die', 'off')
    expect(back.bytes.equals(plain.bytes)).toBe(true)
  })

  test('the way to a picture ends at the picture, and begins where it began', () => {
    const there = draw('there.png', 'a red bird', '--seed', '8', '--die', 'layout=5', '--sampler', 'Euler a')
    const here = bird('here.png', '--sampler', 'Euler a')
    const way = (t: string) =>
      bird('way.png', '--sampler', 'Euler a', '--toward', `${at('there.png')}@${t}`).report.images[0].pixels
    expect(way('1')).toBe(there.report.images[0].pixels)
    expect(way('0')).toBe(here.report.images[0].pixels)
  })

  test('a die of the sampler is not heard where the sampler draws nothing', () => {
    const plain = bird('plain.png')
    const rolled = bird('rolled.png', '--die', 'sampler=5')
    expect(pixels(rolled.bytes)).toEqual(pixels(plain.bytes))
  })
})

test.each([
  [['--die', 'layout'], '--die must be layout=SEED'],
  [['--die', 'shape=7'], '--die must be layout=SEED'],
  [['--die', 'layout=seven'], 'layout: seed must be a whole number'],
  [['--die', 'layout:2=7'], '--die must be'],
  [['--die', 'channel:x=7'], '--die must be'],
  [['--die', 'channel:99=7'], 'There is no latent channel 99'],
  [['--die', 'rect:0,0,1=7'], 'x,y,width,height in shares'],
  [['--die', 'rect:0,0,0,1=7'], 'x,y,width,height in shares'],
  [['--die', 'rect:0,0,1,1=off'], 'a region needs a seed'],
  [['--die', 'mask:/nowhere.png=7'], 'there is no such file'],
  [['--die', `mask:${import.meta.filename}=7`], 'is not a PNG file'],
  [['--split', '2'], 'split must be at most 1'],
  [['--toward', '8'], '--toward must be SEED@SHARE'],
  [['--toward', '8@2'], 't must be at most 1'],
  [['--toward', 'x@0.5'], 'seed must be a whole number'],
])('%j is refused with what was expected', (args, expected) => {
  const { status, stderr } = reroll(['generate', 'a bird', '--out', at('x.png'), ...args])
  expect(stderr).toContain(expected)
  expect(status).toBe(2)
})
