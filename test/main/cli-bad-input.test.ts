import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { asNobody, ended, reroll, scratchFolder, shipped, start } from './run-cli.ts'

const scratch = scratchFolder()
const at = (name: string) => join(scratch.path, name)
const files = () => readdirSync(scratch.path).sort()

describe('wrong usage: exit code 2, what was expected, nothing written', () => {
  test.each<[string, string[], RegExp]>([
    ['no prompt', [], /A prompt is needed/],
    ['two prompts', ['a', 'b'], /One prompt is expected, 2 were given; put it in quotes/],
    ['50,000 characters', ['x'.repeat(50_000)], /prompt is too long: at most 20000 characters/],
    ['an endless negative prompt', ['x', '--negative', 'x'.repeat(50_000)], /negative prompt is too long/],
    ['steps that are no number', ['x', '--steps', 'NaN'], /--steps must be a number, not "NaN"/],
    ['no steps', ['x', '--steps', '0'], /steps must be at least 1/],
    ['too many steps', ['x', '--steps', '151'], /steps must be at most 150/],
    ['half a step', ['x', '--steps', '1.5'], /steps must be a whole number from 1 to 150/],
    ['a huge number', ['x', '--steps', '1e308'], /steps must be/],
    ['a hexadecimal number', ['x', '--steps', '0x10'], /--steps must be a number/],
    ['infinite guidance', ['x', '--cfg', 'Infinity'], /--cfg must be a number/],
    ['negative guidance', ['x', '--cfg', '-1'], /guidance scale must be at least 0/],
    ['guidance out of range', ['x', '--cfg', '1e9'], /guidance scale must be at most 100/],
    [
      'a seed that is no number',
      ['x', '--seed', 'seven'],
      /seed must be a whole number from 0 to 18446744073709551615/,
    ],
    ['a seed too large', ['x', '--seed', '18446744073709551616'], /seed must be a whole number/],
    ['a negative seed', ['x', '--seed', '-2'], /seed must be a whole number/],
    [
      'a size that is none',
      ['x', '--size', 'big'],
      /--size must be WIDTHxHEIGHT in pixels, such as 512x512, not "big"/,
    ],
    ['a huge size', ['x', '--size', '99999x99999'], /width must be at most 4096/],
    ["a size that is not the model's", ['x', '--size', '100x128'], /draws only 128x128 pixels, not 100x128/],
    ['an unknown sampler', ['x', '--sampler', 'eular'], /unknown sampler "eular"; did you mean "euler"/],
    ['an unknown schedule', ['x', '--schedule', 'karas'], /did you mean "karras"/],
    ['an unknown device', ['x', '--device', 'gpu'], /unknown device "gpu"/],
    [
      'an unknown rng',
      ['x', '--rng', 'gpu'],
      /unknown rng "gpu".*Choices: cuda, cpu|unknown rng "gpu".*Choices: cpu, cuda/,
    ],
    [
      'an unknown model',
      ['x', '--model', 'picture-bok'],
      /unknown model "picture-bok"; did you mean "picturebook"/,
    ],
    ['an unknown option', ['x', '--sede', '7'], /unknown option --sede; did you mean --seed/],
    ['an option without its value', ['x', '--seed'], /argument missing|requires a value|expects/i],
    [
      'an unknown knob',
      ['x', '--knob', 'colour=3'],
      /unknown knob "colour".*Choices: hue, angle, size, x, y/,
    ],
    ['a knob out of range', ['x', '--knob', 'size=9'], /Knob size must be a number from 0.48 to 1.12/],
    ['a knob that is no number', ['x', '--knob', 'size=NaN'], /Knob size must be a number/],
    ['a knob without a value', ['x', '--knob', 'size'], /--knob must be NAME=VALUE/],
    ['a knob of no name', ['x', '--knob', '__proto__=1'], /--knob must be NAME=VALUE/],
    ['a knob of every object', ['x', '--knob', 'constructor=1'], /unknown knob "constructor"/],
    ['frames over the picture', ['x', '--frames', '.', '--out', 'step-001.png'], /is to be written twice/],
    ['no pictures', ['x', '--batch', '0'], /--batch must be a whole number from 1 to 1000/],
    ['a million pictures', ['x', '--batch', '1000000'], /--batch must be a whole number from 1 to 1000/],
    ['another kind of file', ['x', '--out', 'bird.jpg'], /writes PNG files/],
    ['an empty name', ['x', '--out', ''], /--out is empty/],
    [
      'a picture that is not there',
      ['--from', 'nothing.png'],
      /Cannot read nothing.png: there is no such file/,
    ],
  ])('%s', (_, args, message) => {
    const { status, stdout, stderr } = reroll(['generate', ...args], {}, scratch.path)
    expect(stderr).toMatch(message)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(files()).toEqual([])
  })

  test('an unknown command offers the nearest', () => {
    expect(reroll(['generat'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('did you mean "generate"'),
    })
  })

  test('with --json the error is an object on stdout too', () => {
    const { status, stdout } = reroll(['generate', 'x', '--steps', '0', '--json'])
    expect(status).toBe(2)
    expect(JSON.parse(stdout)).toEqual({
      error: { code: 'invalid-input', message: 'steps: steps must be at least 1' },
    })
  })

  test.each<[string, (file: string) => void, RegExp]>([
    ['a text file', file => writeFileSync(file, 'hello'), /is not a PNG file/],
    ['an empty file', file => writeFileSync(file, ''), /is not a PNG file/],
    ['a folder', file => mkdirSync(file), /Cannot read .*: EISDIR/],
    [
      'a PNG that says nothing',
      file => writeFileSync(file, Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10)),
      /does not say how it was made/,
    ],
  ])('--from %s', (_, make, message) => {
    make(at('from.png'))
    const { status, stderr } = reroll(['generate', '--from', at('from.png')])
    expect(stderr).toMatch(message)
    expect(status).toBe(2)
  })

  test('--from a damaged record, or one from the future', () => {
    expect(reroll(['generate', 'x', '--seed', '1', '--steps', '1', '--out', at('a.png')]).status).toBe(0)
    const altered = (from: string, to: string) => {
      writeFileSync(at('b.png'), readFileSync(at('a.png'), 'latin1').replace(from, to), 'latin1')
      return reroll(['generate', '--from', at('b.png')])
    }
    expect(altered('"format":1', '"format":9')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('made by a newer Reroll'),
    })
    expect(altered('"format":1', '"format":x')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('damaged'),
    })
    expect(altered('"steps":1', '"steps":0')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('damaged'),
    })
  })
})

describe('an empty prompt', () => {
  test('is allowed and draws without words', () => {
    expect(reroll(['generate', '', '--seed', '1', '--steps', '1', '--out', at('a.png')]).status).toBe(0)
    expect(files()).toEqual(['a.png'])
  })
})

describe('a long prompt', () => {
  test('is cut to what the model reads, and says so', () => {
    const { status, stderr } = reroll([
      'generate',
      'bird '.repeat(200),
      '--seed',
      '1',
      '--steps',
      '1',
      '--out',
      at('a.png'),
    ])
    expect(status).toBe(0)
    expect(stderr).toMatch(
      /Note: The prompt has \d+ tokens; this model reads the first 30 and ignores the rest/,
    )
  })
})

describe('a model that cannot run: exit code 1, which file and why, nothing written', () => {
  /** A copy of the shipped model, light files copied, graphs linked. */
  const copy = (...real: string[]) => {
    const folder = at('model')
    cpSync(shipped, folder, { recursive: true, filter: source => !source.endsWith('.onnx') })
    for (const part of ['text_encoder', 'unet', 'vae_decoder', 'vae_encoder', 'scorer'])
      for (const name of readdirSync(join(shipped, part)).filter(file => file.endsWith('.onnx'))) {
        const file = join(part, name)
        if (real.includes(file)) cpSync(join(shipped, file), join(folder, file))
        else symlinkSync(join(shipped, file), join(folder, file))
      }
    return folder
  }
  const drawWith = (model: string) =>
    reroll(['generate', 'x', '--seed', '1', '--steps', '1', '--model', model, '--out', at('out/a.png')])
  const fails = (model: string, message: RegExp) => {
    const { status, stderr } = drawWith(model)
    expect(stderr).toMatch(message)
    expect(status).toBe(1)
    expect(existsSync(at('out'))).toBe(false)
    const info = reroll(['models', 'info', model])
    expect(info.status).toBe(1)
    expect(`${info.stdout}${info.stderr}`).toMatch(message)
  }

  test('no such folder', () => fails(at('nothing'), /No model at .*nothing: there is no such folder/))
  test('a file in its place', () => {
    writeFileSync(at('model'), '')
    fails(at('model'), /expected a folder, found a file/)
  })
  test('a folder that holds something else', () => {
    mkdirSync(at('model'))
    fails(at('model'), /model_index.json is missing. Expected a folder in diffusers-ONNX layout/)
  })
  test('a missing graph', () => {
    const folder = copy()
    rmSync(join(folder, 'unet/model.onnx'))
    fails(folder, /unet.model\.onnx is missing/)
  })
  test('a graph cut short', () => {
    const folder = copy('unet/model.onnx')
    truncateSync(join(folder, 'unet/model.onnx'), 1_000_000)
    fails(folder, /unet.model\.onnx is not a readable ONNX graph/)
  })
  test('a graph that is something else', () => {
    const folder = copy('vae_decoder/model.onnx')
    writeFileSync(join(folder, 'vae_decoder/model.onnx'), 'not a graph at all')
    fails(folder, /vae_decoder.model\.onnx is not a readable ONNX graph/)
  })
  test('a graph of another part', () => {
    const folder = copy('unet/model.onnx')
    cpSync(join(shipped, 'vae_decoder/model.onnx'), join(folder, 'unet/model.onnx'))
    fails(folder, /unet.model\.onnx has no input for timestep/)
  })
  test('one changed byte of the weights', () => {
    const folder = copy('unet/model.onnx')
    const bytes = readFileSync(join(folder, 'unet/model.onnx'))
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(join(folder, 'unet/model.onnx'), bytes)
    fails(folder, /unet.model\.onnx differs from its checksum in studio\.json/)
  })
  test('a config that is not JSON', () => {
    const folder = copy()
    writeFileSync(join(folder, 'unet/config.json'), '{')
    fails(folder, /config\.json is not valid JSON/)
  })
  test('a scheduler that nobody knows', () => {
    const folder = copy()
    const file = join(folder, 'scheduler/scheduler_config.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace('DDIMScheduler', 'MagicScheduler'))
    fails(folder, /_class_name is MagicScheduler; expected one of/)
  })
  test('a folder that may not be read', () => {
    const folder = copy()
    chmodSync(scratch.path, 0o777)
    chmodSync(folder, 0)
    // Root may read everything; so that this is a test for root too, the command runs as nobody.
    const { status, stderr } = asNobody(['generate', 'x', '--model', folder, '--out', at('out/a.png')])
    chmodSync(folder, 0o755)
    expect(stderr).toMatch(/No model at .*model: it cannot be read \(EACCES\)/)
    expect(status).toBe(1)
    expect(existsSync(at('out'))).toBe(false)
  })
  test('a folder that may not be written', () => {
    mkdirSync(at('closed'), { mode: 0o555 })
    chmodSync(scratch.path, 0o777)
    const { status, stderr } = asNobody(['generate', 'x', '--steps', '1', '--out', at('closed/a.png')])
    expect(stderr).toMatch(/Cannot write .*a\.png: you may not write there; choose another folder/)
    expect(status).toBe(1)
    expect(readdirSync(at('closed'))).toEqual([])
  })
  test('a name that leads through a file', () => {
    writeFileSync(at('file'), 'kept')
    const { status, stderr } = reroll(['generate', 'x', '--steps', '1', '--out', at('file/a.png')])
    expect(stderr).toMatch(/Cannot write .*file.a\.png: a part of that path is a file, not a folder/)
    expect(status).toBe(1)
    expect(files()).toEqual(['file'])
  })
  test('an unusable device', () => {
    const device = process.platform === 'linux' ? 'cuda' : 'dml'
    const { status, stderr } = reroll(['generate', 'x', '--device', device, '--out', at('out/a.png')])
    expect(stderr).toMatch(new RegExp(`${device}`))
    expect(status).toBe(1)
    expect(existsSync(at('out'))).toBe(false)
  })
})

describe('interrupted', () => {
  const long = ['generate', 'a red bird', '--seed', '1', '--steps', '150', '--batch', '20', '--out']
  const seen = (pattern: RegExp) => async () => {
    while (!files().some(name => pattern.test(name))) await new Promise(resolve => setTimeout(resolve, 5))
  }

  test.each([0, 30, 100, 200, 400, 800])(
    'Ctrl-C after %i ms ends with 130 and leaves nothing behind',
    async ms => {
      const child = start([...long, `${at('out')}/`])
      const ran = ended(child)
      await new Promise(resolve => setTimeout(resolve, ms))
      child.kill('SIGINT')
      const { status, stdout } = await ran
      // Before Node has installed its handlers, the signal ends the process by itself.
      expect([130, null]).toContain(status)
      if (ms >= 800) expect(status).toBe(130)
      expect(stdout).toBe('')
      const left = existsSync(at('out')) ? readdirSync(at('out')) : []
      expect(left.filter(name => !/^a-red-bird-\d+\.png$/.test(name))).toEqual([])
    },
  )

  test('Ctrl-C between pictures keeps the ones that are done, each whole', async () => {
    const child = start([
      'generate',
      'a red bird',
      '--seed',
      '1',
      '--steps',
      '2',
      '--batch',
      '500',
      '--out',
      `${scratch.path}/`,
    ])
    const ran = ended(child)
    await seen(/^a-red-bird-3\.png$/)()
    child.kill('SIGINT')
    expect((await ran).status).toBe(130)
    const kept = files()
    expect(kept.length).toBeGreaterThanOrEqual(3)
    for (const name of kept) {
      expect(name).toMatch(/^a-red-bird-\d+\.png$/)
      expect(readFileSync(at(name)).subarray(-8).toString('latin1')).toContain('IEND')
    }
  })

  test('kill -9 never leaves half a picture under its name, and the next run clears up', async () => {
    writeFileSync(at('bird.png'), 'the old picture')
    const child = start([...long.slice(0, 6), '--out', at('bird.png')])
    const ran = ended(child)
    await seen(/reroll-lock/)()
    await new Promise(resolve => setTimeout(resolve, 300))
    child.kill('SIGKILL')
    await ran
    expect(readFileSync(at('bird.png'), 'utf8')).toBe('the old picture')
    // The engine notices that its host is gone, gives up its names and ends.
    // One that has ended with its host leaves its lock to the next run.
    const end = performance.now() + 20_000
    while (files().length > 1 && performance.now() < end)
      await new Promise(resolve => setTimeout(resolve, 20))
    expect(reroll(['generate', 'x', '--steps', '1', '--out', at('bird.png')]).status).toBe(0)
    expect(files()).toEqual(['bird.png'])
  })

  // The first draws for some seconds, on a busy machine for a minute.
  test('two runs writing one file: the second is told, the first is whole', {
    timeout: 180_000,
  }, async () => {
    const first = start([...long.slice(0, 6), '--out', at('bird.png')])
    const ran = ended(first)
    await seen(/reroll-lock/)()
    const second = reroll(['generate', 'x', '--steps', '1', '--out', at('bird.png')])
    expect(second).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/bird\.png is being written by another run \(process \d+\)/),
    })
    expect((await ran).status).toBe(0)
    expect(files()).toEqual(['bird.png'])
  })
})
