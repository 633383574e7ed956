import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { readTexts } from '#shared/png/chunks.ts'
import { root, reroll as run, scratchFolder } from './run-cli.ts'

const scratch = scratchFolder()
const cache = scratchFolder()
/** Vectors kept from another run would hide what changed since. */
const reroll = (args: readonly string[]) => run(args, { XDG_CACHE_HOME: cache.path })
const at = (name: string) => join(scratch.path, name)
const fixtures = join(root, 'test', 'fixtures')
const bird = join(fixtures, 'red-bird.png')
const clip = join(fixtures, 'tiny-clip')

const json = (args: readonly string[]) => {
  const { stdout, stderr, status } = reroll(['score', ...args, '--json'])
  expect([stderr, status]).toEqual(['', 0])
  return JSON.parse(stdout)
}

test('a folder of CLIP scores, and says what it assumed', () => {
  const told = json([bird, '--text', 'a red bird', '--text', 'a fox', '--scorer', clip])
  expect(told).toMatchObject({ scorer: clip, kind: 'softmax', texts: ['a red bird', 'a fox'] })
  expect(told.id).toMatch(/^[0-9a-f]{64}$/)
  expect(told.notes[0]).toContain('a scale of 100 is assumed')
  expect(told.images[0].shares[0] + told.images[0].shares[1]).toBeCloseTo(1, 5)
  const { stdout } = reroll(['score', bird, '--text', 'a red bird', '--scorer', clip])
  expect(stdout).toContain('a scale of 100 is assumed')
  expect(stdout).toContain('does not judge. tiny-clip knows what its makers trained it on')
})

describe('--believes', () => {
  test('takes the words that the scorer was taught, words on the line, or a file of them', () => {
    const words = (args: readonly string[]) =>
      json([bird, ...args]).images[0].believes.map(({ word }: { word: string }) => word)
    expect(words(['--believes'])[0]).toBe('cardinal')
    expect(json(['--believes', bird, '--top', '2']).images[0].believes).toHaveLength(2)
    expect(words(['--believes', 'blue, red ,green'])[0]).toBe('red')
    writeFileSync(at('words.txt'), '# my words\nfish\n\ncardinal\r\n')
    expect(words(['--believes', at('words.txt')])).toEqual(['cardinal', 'fish'])
  })

  test('is a line for each picture', () => {
    cpSync(bird, at('one.png'))
    cpSync(bird, at('two.png'))
    const { stdout } = reroll(['score', scratch.path, '--believes', 'red,blue', '--template', 'a {} bird'])
    expect(stdout).toMatch(/of 2 words, shared among them:\none\.png {2}red \d+ %, blue \d+ %\ntwo\.png/)
  })

  test('each for itself with SigLIP', () => {
    const { stdout } = reroll(['score', bird, '--believes', 'a,b', '--scorer', join(fixtures, 'tiny-siglip')])
    expect(stdout).toContain('of 2 words, each for itself:')
  })
})

test('--missing tells the colour that is not there', () => {
  const { images } = json([bird, '--text', 'a blue bird on a branch', '--missing'])
  expect(images[0].missing).toMatchObject([
    { phrase: 'blue', missing: true, against: 'near-misses' },
    { phrase: 'bird', missing: false },
    { phrase: 'on a branch', missing: false },
  ])
  const { stdout } = reroll(['score', bird, '--text', 'a blue bird on a branch', '--missing'])
  expect(stdout).toMatch(/blue \d+ % \(missing\), bird \d+ %, on a branch \d+ %\n/)
})

test('--heat writes a picture that says it is occlusion', () => {
  const { heat } = json([
    bird,
    '--text',
    'a red bird',
    '--heat',
    at('heat.png'),
    '--grid',
    '4',
    '--patch',
    '0.3',
  ])
  expect(heat).toMatchObject({
    file: at('heat.png'),
    method: 'occlusion',
    columns: 4,
    rows: 4,
    patch: { width: 38, height: 38 },
  })
  expect(heat.drops).toHaveLength(16)
  expect(readTexts(readFileSync(at('heat.png'))).get('Description')).toContain(
    'Occlusion heat map of red-bird.png for "a red bird": 4 x 4 cells',
  )
  expect(readdirSync(scratch.path)).toEqual(['heat.png'])
})

describe('what cannot be meant is told, with the way out', () => {
  const text = ['--text', 'x']
  test.each([
    [[bird], '--text, or --believes, are needed'],
    [[bird, '--believes', '--missing'], '--missing needs --text'],
    [[bird, ...text, '--top', '3'], '--top needs --believes'],
    [[bird, ...text, '--threshold', '1'], '--threshold needs --missing'],
    [[bird, ...text, '--missing', '--threshold', '2'], '--threshold must be a number from 0 to 1'],
    [[bird, ...text, '--heat', 'x.jpg'], '.png file'],
    [[bird, bird, ...text, '--heat', 'x.png'], 'exactly one picture and one --text'],
    [[bird, ...text, '--heat', 'x.png', '--grid', '1'], '--grid must be a whole number from 2 to 64'],
    [[bird, ...text, '--model', 'picturebook', '--scorer', clip], 'leave one out'],
    [[bird, '--believes', ' , '], 'no words in'],
    [[bird, '--believes', 'a', '--template', 'x'], 'needs {}'],
  ])('%j', (args, said) => {
    const { status, stderr } = reroll(['score', ...args])
    expect(stderr).toContain(said)
    expect(status).toBe(2)
  })

  test('a folder that is no scorer', () => {
    const { status, stderr } = reroll(['score', bird, ...text, '--scorer', scratch.path])
    expect(stderr).toContain('expected onnx/text_model.onnx and onnx/vision_model.onnx')
    expect(status).toBe(1)
  })
})

test('JPEG and WebP are scored as the pixels that they unpack to, by whatever name', async () => {
  const webp = await sharp(bird).webp({ lossless: true }).toBuffer()
  writeFileSync(at('bird.webp'), webp)
  writeFileSync(at('named.png'), webp)
  const jpeg = await sharp(bird).jpeg({ quality: 95 }).toBuffer()
  writeFileSync(at('bird.jpg'), jpeg)
  cpSync(bird, at('bird.png'))
  const { images } = json([scratch.path, '--text', 'a red bird', '--text', 'a fox', '--scorer', clip])
  const of = (name: string) => images.find(({ file }: { file: string }) => file === at(name)).scores
  expect(images).toHaveLength(4)
  expect(of('bird.webp')).toEqual(of('bird.png'))
  expect(of('named.png')).toEqual(of('bird.png'))
  expect(Math.abs(of('bird.jpg')[0] - of('bird.png')[0])).toBeLessThan(0.05)
  expect(
    reroll(['score', at('bird.jpg'), '--text', 'a red bird', '--heat', at('heat.png'), '--scorer', clip])
      .status,
  ).toBe(0)
  expect(readTexts(readFileSync(at('heat.png'))).get('Description')).toMatch(/heat map of bird\.jpg/)
  writeFileSync(at('text.jpg'), 'no picture')
  expect(reroll(['score', at('text.jpg'), '--text', 'a', '--scorer', clip])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/text\.jpg/),
  })
})
