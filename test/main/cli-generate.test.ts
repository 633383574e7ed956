import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { decode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { readForeign } from '#shared/interchange/read-foreign.ts'
import { readPictureTexts } from '#shared/pictures/picture-texts.ts'
import { parseA1111 } from '#shared/png/a1111.ts'
import { readTexts } from '#shared/png/chunks.ts'
import { reroll, root, scratchFolder } from './run-cli.ts'

const scratch = scratchFolder()
const at = (name: string) => join(scratch.path, name)
const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const draw = (...args: string[]) => {
  const ran = reroll(['generate', ...args])
  expect(ran.stderr).toBe('')
  expect(ran.status).toBe(0)
  return ran.stdout
}

describe('a picture', () => {
  test('of the given words and seed is written, with everything that the JSON says', () => {
    const report = JSON.parse(
      draw('a red bird on a branch', '--seed', '7', '--steps', '4', '--out', at('bird.png'), '--json'),
    )
    expect(report).toMatchObject({
      file: at('bird.png'),
      seed: 7,
      device: 'cpu',
      model: { id: 'picturebook', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    })
    expect(report.sha256).toBe(sha256(at('bird.png')))
    for (const stage of ['load', 'verify', 'encode', 'sample', 'decode', 'write', 'total', 'sessionRun'])
      expect(report.timings[stage]).toBeGreaterThan(0)
    expect(readdirSync(scratch.path)).toEqual(['bird.png'])
    const { width, height, channels, data } = decode(readFileSync(at('bird.png')), { checkCrc: true })
    expect([width, height, channels]).toEqual([128, 128, 3])
    expect(new Set(data).size).toBeGreaterThan(60)
  })

  test('is drawn again by as many threads as made it', () => {
    const threads = (name: string) => JSON.parse(readTexts(readFileSync(at(name))).get('reroll')!).threads
    const made = reroll(['generate', 'a bird', '--seed', '3', '--steps', '2', '--out', at('one.png')], {
      REROLL_THREADS: '1',
    })
    expect(made.status).toBe(0)
    expect(threads('one.png')).toBe(1)
    reroll(['generate', '--from', at('one.png'), '--out', at('again.png')], { REROLL_THREADS: '2' })
    expect(sha256(at('again.png'))).toBe(sha256(at('one.png')))
    reroll(['generate', '--from', at('one.png'), '--seed', '4', '--out', at('other.png')], {
      REROLL_THREADS: '2',
    })
    expect(threads('other.png')).toBe(2)
  })

  test('says how it was made, to A1111 and to ourselves', () => {
    draw(
      'a red bird',
      '--seed',
      '18446744073709551615',
      '--steps',
      '2',
      '--negative',
      'night',
      '--cfg',
      '3',
      '--sampler',
      'Euler a',
      '--knob',
      'size=0.6',
      '--out',
      at('bird.png'),
    )
    const texts = readTexts(readFileSync(at('bird.png')))
    expect(parseA1111(texts.get('parameters')!)).toMatchObject({
      prompt: 'a red bird',
      negative: 'night',
      seed: '18446744073709551615',
      steps: 2,
      guidance: 3,
      sampler: 'euler_a',
      width: 128,
      height: 128,
      model: 'picturebook',
      rng: 'cpu',
    })
    expect(JSON.parse(texts.get('reroll')!)).toMatchObject({
      format: 1,
      settings: { knobs: { size: 0.6 } },
      device: 'cpu',
    })
  })

  test('is another one for other words, another seed, other random numbers, another knob, and the same for the same', () => {
    const sum = (...args: string[]) =>
      JSON.parse(draw('--steps', '3', '--json', '--out', at('x.png'), ...args)).sha256
    const base = sum('a red bird', '--seed', '7')
    expect(sum('a red bird', '--seed', '7')).toBe(base)
    const others = [
      sum('a blue bird', '--seed', '7'),
      sum('a red bird', '--seed', '8'),
      sum('a red bird', '--seed', '7', '--rng', 'cuda'),
      sum('a red bird', '--seed', '7', '--knob', 'hue=214'),
      sum('a red bird', '--seed', '7', '--negative', 'night'),
      sum('a red bird', '--seed', '7', '--cfg', '1'),
      sum('', '--seed', '7'),
    ]
    expect(new Set([base, ...others]).size).toBe(8)
  })

  test('without guidance is the same for guidance 0 and 1, whatever the negative prompt', () => {
    const pixels = (...args: string[]) =>
      JSON.parse(draw('a red bird', '--seed', '7', '--steps', '2', '--json', '--out', at('x.png'), ...args))
        .images[0].pixels
    expect(pixels('--cfg', '0')).toBe(pixels('--cfg', '1', '--negative', 'night'))
  })
})

test.runIf(process.platform === 'linux')('why it is on the CPU is said, unless that was asked for', () => {
  const one = ['a fox', '--seed', '1', '--steps', '1', '--out', at('fox.png')]
  expect(draw(...one)).toMatch(/^The CPU, because cuda: .+; webgpu: .+$/m)
  expect(draw(...one, '--device', 'cpu')).not.toContain('because')
})

describe('several', () => {
  test('in a folder are named by words and seed; a batch is its single pictures', () => {
    draw('a red bird!', '--seed', '7', '--steps', '2', '--batch', '3', '--out', `${at('birds')}/`)
    expect(readdirSync(at('birds'))).toEqual(['a-red-bird-7.png', 'a-red-bird-8.png', 'a-red-bird-9.png'])
    draw('a red bird!', '--seed', '8', '--steps', '2', '--out', at('eight.png'))
    expect(sha256(at('eight.png'))).toBe(sha256(join(at('birds'), 'a-red-bird-8.png')))
  })

  test('never replace a picture whose name they made up themselves', () => {
    for (let i = 0; i < 2; i++) draw('a fox', '--seed', '1', '--steps', '1', '--out', `${at('foxes')}/`)
    expect(readdirSync(at('foxes'))).toEqual(['a-fox-1-2.png', 'a-fox-1.png'])
  })

  test('of one file name are numbered', () => {
    draw('a fox', '--seed', '1', '--steps', '1', '--batch', '2', '--out', at('fox.png'))
    expect(readdirSync(scratch.path)).toEqual(['fox-01.png', 'fox-02.png'])
  })

  test('in one pass are repeated with their company', () => {
    draw('a fox', '--seed', '1', '--steps', '2', '--batch', '2', '--batch-size', '2', '--out', at('fox.png'))
    const report = JSON.parse(draw('--from', at('fox-02.png'), '--out', at('again.png'), '--json'))
    expect(report).toMatchObject({ identical: true, seed: 2 })
    expect(sha256(at('again.png'))).toBe(sha256(at('fox-02.png')))
    expect(readdirSync(scratch.path).sort()).toEqual(['again.png', 'fox-01.png', 'fox-02.png'])
  })
})

test('variations are neighbours of one seed, named by both, and repeated from their files', () => {
  const varied = ['--variation-seed', '100', '--variation-strength', '0.2', '--steps', '2']
  draw('a fox', '--seed', '1', ...varied, '--batch', '2', '--batch-size', '2', '--out', `${at('near')}/`)
  draw('a fox', '--seed', '1', '--steps', '2', '--out', at('fox.png'))
  expect(readdirSync(at('near'))).toEqual(['a-fox-1-v100.png', 'a-fox-1-v101.png'])
  const second = join(at('near'), 'a-fox-1-v101.png')
  expect(sha256(second)).not.toBe(sha256(at('fox.png')))
  const report = JSON.parse(draw('--from', second, '--out', at('again.png'), '--json'))
  expect(report).toMatchObject({
    identical: true,
    seed: 1,
    images: [{ variation: { seed: 101, strength: 0.2 } }],
  })
  expect(sha256(at('again.png'))).toBe(sha256(second))
})

test('--frames writes one PNG per step, noise becoming a picture', () => {
  draw('a fox', '--seed', '1', '--steps', '3', '--frames', at('frames'), '--out', at('fox.png'))
  expect(readdirSync(at('frames'))).toEqual(['step-001.png', 'step-002.png', 'step-003.png'])
  const last = decode(readFileSync(join(at('frames'), 'step-003.png'))).data
  const first = decode(readFileSync(join(at('frames'), 'step-001.png'))).data
  const final = decode(readFileSync(at('fox.png'))).data
  const distance = (a: ArrayLike<number>) =>
    Array.from(final, (v, i) => Math.abs(v - a[i]!)).reduce((x, y) => x + y, 0) / final.length
  expect(distance(last)).toBeLessThan(2)
  expect(distance(first)).toBeGreaterThan(distance(last))
})

describe('--from', () => {
  test('makes the same bytes again and says so', () => {
    draw(
      'a red bird',
      '--seed',
      '7',
      '--steps',
      '3',
      '--knob',
      'hue=214',
      '--sampler',
      'dpmpp_2m_sde',
      '--out',
      at('bird.png'),
    )
    const text = draw('--from', at('bird.png'), '--out', at('again.png'))
    expect(text).toContain('Identical to the original: every pixel is the same')
    expect(sha256(at('again.png'))).toBe(sha256(at('bird.png')))
  })

  test('asks for the folder of a model that is not installed, and knows it again', () => {
    const tiny = resolve(import.meta.dirname, '../fixtures/tiny-sd')
    draw('a fox', '--seed', '3', '--steps', '2', '--model', tiny, '--out', at('fox.png'))
    const { status, stderr } = reroll(['generate', '--from', at('fox.png'), '--out', at('again.png')])
    expect(stderr).toMatch(/fox\.png was made with the model "tiny-sd", which is not among the installed/)
    expect(status).toBe(2)
    const report = JSON.parse(
      draw('--from', at('fox.png'), '--model', tiny, '--out', at('again.png'), '--json'),
    )
    expect(report).toMatchObject({ identical: true })
    expect(sha256(at('again.png'))).toBe(sha256(at('fox.png')))
  })

  test('takes changes and says that there were some', () => {
    draw('a red bird', '--seed', '7', '--steps', '3', '--out', at('bird.png'))
    const report = JSON.parse(
      draw('--from', at('bird.png'), '--seed', '8', '--out', at('other.png'), '--json'),
    )
    expect(report).toMatchObject({ identical: false, why: 'you changed seed', seed: 8 })
  })

  test('tells a picture whose pixels were altered from the original', () => {
    draw('a red bird', '--seed', '7', '--steps', '2', '--out', at('bird.png'))
    const record = JSON.parse(readTexts(readFileSync(at('bird.png'))).get('reroll')!)
    const altered = readFileSync(at('bird.png'), 'latin1').replace(record.pixels, 'f'.repeat(64))
    writeFileSync(at('altered.png'), altered, 'latin1')
    expect(JSON.parse(draw('--from', at('altered.png'), '--out', at('again.png'), '--json'))).toMatchObject({
      identical: false,
    })
  })

  test('draws with the settings of another program’s JPEG, and says what of them it left out', () => {
    const file = join(root, 'test/fixtures/foreign/a1111.jpg')
    const refused = reroll(['generate', '--from', file])
    expect(refused.status).toBe(2)
    expect(refused.stderr).toMatch(
      /made with the model "v1-5-pruned-emaonly", which is not among the installed ones/,
    )
    const options = [
      '--model',
      'picturebook',
      '--size',
      '128x128',
      '--steps',
      '2',
      '--out',
      at('again.png'),
      '--json',
    ]
    const { status, stdout, stderr } = reroll(['generate', '--from', file, ...options])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ seed: 3141592653 })
    expect(stderr).toMatch(
      'Not taken over: Hires upscale 1.5: Reroll draws in one pass: no second, larger one\n',
    )
    const { texts } = readPictureTexts(readFileSync(at('again.png')))!
    const { settings } = JSON.parse(readTexts(readFileSync(at('again.png'))).get('reroll')!)
    expect(settings).toMatchObject({
      prompt: 'a lighthouse in a storm, (crashing waves:1.2), été',
      negative: 'blurry,\nlowres',
      seed: 3141592653,
      variation: { seed: 77, strength: 0.15 },
      guidance: 6.5,
      sampler: 'dpmpp_2m',
      schedule: 'karras',
      rng: 'cpu',
      steps: 2,
    })
    // And what Reroll writes for others it reads as they would.
    expect(readForeign(texts)).toMatchObject({
      program: 'reroll',
      sampler: 'DPM++ 2M',
      schedule: 'Karras',
      steps: 2,
    })
  })

  test('reads the settings of a picture made by A1111', () => {
    draw('a red bird', '--seed', '7', '--steps', '2', '--out', at('bird.png'))
    const foreign = readFileSync(at('bird.png'), 'latin1').replace('reroll\0', 'stolen\0')
    writeFileSync(at('foreign.png'), foreign, 'latin1')
    const report = JSON.parse(draw('--from', at('foreign.png'), '--out', at('again.png'), '--json'))
    expect(report.seed).toBe(7)
    expect(report).not.toHaveProperty('identical')
  })
})

test('help teaches, and asks for nothing', () => {
  for (const args of [['--help'], ['generate', '--help'], ['models', '--help'], ['doctor', '--help']]) {
    const { status, stdout } = reroll(args)
    expect(status).toBe(0)
    expect(stdout).toMatch(/reroll/)
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThan(110)
  }
})

test('models lists the shipped one; info tells its inputs, knobs and that it can run', () => {
  expect(reroll(['models']).stdout).toContain('picturebook')
  // What else lies in `models/` would be shipped to everybody.
  const { models } = JSON.parse(reroll(['models', '--json']).stdout)
  expect(models.filter((one: { shipped: boolean }) => one.shipped)).toMatchObject([{ id: 'picturebook' }])
  const report = JSON.parse(reroll(['models', 'info', 'picturebook', '--json']).stdout)
  expect(report).toMatchObject({
    canRun: true,
    problems: [],
    family: 'picturebook',
    licence: 'CC-BY-4.0',
    defaults: { width: 128, height: 128, steps: 20 },
  })
  expect(report.knobs.map((knob: { name: string }) => knob.name)).toEqual(['hue', 'angle', 'size', 'x', 'y'])
})

test('doctor finds this machine well', () => {
  const { status, stdout } = reroll(['doctor', '--json'])
  expect(status).toBe(0)
  const { checks } = JSON.parse(stdout)
  expect(checks.every((check: { ok: boolean }) => check.ok)).toBe(true)
  expect(checks.map((check: { name: string }) => check.name)).toEqual(
    expect.arrayContaining(['Node', 'Device cpu', 'Model', 'Self test']),
  )
  expect(existsSync(scratch.path)).toBe(true)
})
