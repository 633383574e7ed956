import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pieceBytes } from '#main/studio/hub/pieces.ts'
import { filesOf, type HubDouble, hubDouble } from '../hub/hub-double.ts'
import { cli, ended, reroll, root, scratchFolder } from './run-cli.ts'
import { noise } from './studio/hub/model-files.ts'

const scratch = scratchFolder()
const fixture = (name: string) => join(root, 'test/fixtures', name)
const tiny = filesOf(fixture('tiny-sd'))
/** Real graphs, and beside them as many bytes as it takes to be interrupted. */
const heavy = { ...tiny, 'unet/model.onnx_data': noise(8 * pieceBytes, 9) }
let hub: HubDouble

beforeEach(async () => {
  hub = await hubDouble({
    'artist/tiny-sd-onnx': { files: heavy, licence: 'openrail' },
    'artist/two': {
      files: {
        ...tiny,
        ...Object.fromEntries(Object.entries(tiny).map(([path, bytes]) => [`fp16/${path}`, bytes])),
      },
    },
    'artist/checkpoint': { files: { 'model.safetensors': Buffer.alloc(2000) } },
    'artist/gated': { files: tiny, gated: true },
  })
})
afterEach(() => hub.close())

const env = (): Record<string, string> => ({
  HOME: scratch.path,
  XDG_CACHE_HOME: join(scratch.path, 'cache'),
  REROLL_DATA: join(scratch.path, 'data'),
  HF_ENDPOINT: hub.url,
  HF_TOKEN: '',
})
/** Beside this process, which answers as the hub. */
const run = (...args: string[]) =>
  ended(
    spawn(process.execPath, [cli, 'models', ...args], {
      env: { ...process.env, ...env() },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  )
const models = () => join(scratch.path, 'data', 'models')

/** Pieces of the large file that are on the disk. */
const pieces = () => {
  const [work] = existsSync(join(models(), '.downloads')) ? readdirSync(join(models(), '.downloads')) : []
  const journal = join(models(), '.downloads', work ?? 'x', 'model/unet/model.onnx_data.pieces')
  return existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length - 2 : 0
}
const until = async (count: number) => {
  while (pieces() < count) await new Promise(resolve => setTimeout(resolve, 20))
}

describe('reroll models', () => {
  test('add, verify, remove: in place and copied', () => {
    const mine = join(scratch.path, 'mine')
    cpSync(fixture('tiny-sd'), mine, { recursive: true })
    const ask = (...args: string[]) => reroll(['models', ...args], env())
    expect(ask('add', mine).stdout).toContain('Added as mine')
    expect(ask().stdout).toMatch(/mine +linked/)
    expect(ask('verify', 'mine').stdout).toContain('All 14 files are what it was')
    expect(ask('add', '--copy', mine).stdout).toContain(join(models(), 'mine'))
    const refused = ask('remove', 'mine')
    expect([refused.status, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/to the trash\? Say so with --yes/),
    ])
    expect(ask('remove', 'mine', '--yes').stdout).toContain('in the trash')
    expect(ask('remove', 'mine').stdout).toContain('its files are as they were')
    expect(existsSync(join(mine, 'unet/model.onnx'))).toBe(true)
  })

  test('add --look-through, and no longer', () => {
    mkdirSync(join(scratch.path, 'comfy'))
    cpSync(fixture('tiny-v'), join(scratch.path, 'comfy', 'tiny-v'), { recursive: true })
    const ask = (...args: string[]) => reroll(['models', ...args], env())
    expect(ask('add', '--look-through', join(scratch.path, 'comfy')).stdout).toContain('1 found')
    expect(ask('--json').stdout).toContain('"id":"tiny-v"')
    expect(ask('remove', join(scratch.path, 'comfy')).stdout).toContain('No longer looked through')
    expect(ask('--json').stdout).not.toContain('tiny-v')
  })

  test('search and download --dry-run: what there is, before anything comes', async () => {
    expect((await run('search', 'tiny')).stdout).toMatch(/artist\/tiny-sd-onnx +1000 downloads/)
    const about = await run('download', 'artist/two', '--dry-run')
    expect(about.stdout).toMatch(/Licence: not stated[\s\S]*as published[\s\S]*fp16/)
    expect((await run('download', 'artist/gated', '--dry-run')).stdout).toContain(
      'to be accepted on its page first',
    )
    expect(existsSync(models())).toBe(false)
    const choose = await run('download', 'artist/two')
    expect([choose.status, choose.stderr]).toEqual([2, expect.stringMatching(/choose with --precision/)])
    const none = await run('download', 'artist/checkpoint')
    expect([none.status, none.stderr]).toEqual([2, expect.stringMatching(/PyTorch weights.*convert-help/)])
    const gated = await run('download', 'artist/gated')
    expect([gated.status, gated.stderr]).toEqual([
      1,
      expect.stringMatching(/licence accepted first.*HF_TOKEN/),
    ])
  })

  test('killed outright in the middle, a download goes on where it was', async () => {
    hub.fault = ({ at, range }) => (at === 'store' && range ? { kind: 'slow', ms: 15 } : undefined)
    const child = spawn(process.execPath, [cli, 'models', 'download', 'artist/tiny-sd-onnx'], {
      env: { ...process.env, ...env() },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    await until(2)
    child.kill('SIGKILL')
    await ended(child)
    expect(existsSync(join(models(), 'tiny-sd-onnx'))).toBe(false)
    const had = pieces()

    hub.fault = null
    const before = hub.seen.length
    const { status, stdout, stderr } = await run('download', 'artist/tiny-sd-onnx')
    expect([status, stderr]).toEqual([0, expect.anything()])
    expect(stdout).toContain('reroll generate "…" --model tiny-sd-onnx')
    const asked = hub.seen
      .slice(before)
      .flatMap(({ at, range }) => (at === 'store' && range ? [/(\d+)-(\d+)/.exec(range)!] : []))
      .reduce((sum, [, from, to]) => sum + Number(to) + 1 - Number(from), 0)
    expect(asked).toBeLessThanOrEqual(heavy['unet/model.onnx_data'].length - had * pieceBytes)
    expect(
      readFileSync(join(models(), 'tiny-sd-onnx/unet/model.onnx_data')).equals(heavy['unet/model.onnx_data']),
    ).toBe(true)
    expect(readdirSync(join(models(), '.downloads'))).toEqual([])
    // And it draws.
    const out = join(scratch.path, 'bird.png')
    const args = [
      'generate',
      'a bird',
      '--seed',
      '1',
      '--steps',
      '2',
      '--model',
      'tiny-sd-onnx',
      '--out',
      out,
    ]
    expect(reroll(args, env()).status).toBe(0)
    expect(existsSync(out)).toBe(true)
    expect(reroll(['models', 'verify', 'tiny-sd-onnx'], env()).stdout).toContain('what the hub lists')
  })

  test('ended by Ctrl-C it says that what came is kept', async () => {
    hub.fault = ({ at, range }) => (at === 'store' && range ? { kind: 'slow', ms: 15 } : undefined)
    const child = spawn(process.execPath, [cli, 'models', 'download', 'artist/tiny-sd-onnx'], {
      env: { ...process.env, ...env() },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const done = ended(child)
    await until(1)
    child.kill('SIGINT')
    const { status, stderr } = await done
    expect([status, stderr]).toEqual([
      130,
      expect.stringMatching(/what has come is kept, and the same command/),
    ])
    expect(pieces()).toBeGreaterThanOrEqual(1)
  })

  test('convert-help: of one family, of all, and of one that it does not know', () => {
    expect(reroll(['models', 'convert-help', 'sdxl']).stdout).toMatch(
      /optimum-cli export onnx[\s\S]*sdxl-vae-fp16-fix/,
    )
    expect(reroll(['models', 'convert-help']).stdout).toMatch(/ControlNet[\s\S]*TAESD/)
    const { status, stderr } = reroll(['models', 'convert-help', 'sdxll'])
    expect([status, stderr]).toEqual([2, expect.stringMatching(/did you mean "sdxl"/)])
  })
})
