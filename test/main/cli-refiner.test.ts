import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodePlain, pictureOrigin } from '#engine/png/picture-file.ts'
import { textChunk, withChunks } from '#shared/png/chunks.ts'
import { refinerGiven } from '../../main/cli/refiner-options.ts'
import { assemble, familyRows } from '../parity/assemble.ts'
import { reroll } from './run-cli.ts'

const scratch = mkdtempSync(join(tmpdir(), 'reroll-cli-refiner-'))
const at = (name: string) => join(scratch, name)
const run = (...args: string[]) =>
  reroll(args, { REROLL_DATA: at('data'), REROLL_MODELS: at('models'), XDG_CACHE_HOME: at('cache') })
const record = (name: string) => {
  const origin = pictureOrigin(readFileSync(at(name)), name)
  if (origin.kind !== 'reroll') throw new Error('not ours')
  return origin.record
}

beforeAll(() => {
  const rows = familyRows()
  assemble(at('models/base'), rows.sdxl!)
  assemble(at('models/finer'), rows['sdxl-refiner']!)
})

afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describe('a refiner on the command line', () => {
  test('draws the end of the picture, is written into it, and --from has it again', () => {
    const common = ['a fox', '--seed', '3', '--steps', '4', '--size', '32x32', '--device', 'cpu']
    const drawn = run(
      ...['generate', ...common, '--model', 'base', '--refiner', 'finer', '--refiner-at', '0.5'],
      ...['--out', at('fox.png')],
    )
    expect(drawn.stderr).not.toMatch(/Error|not/)
    expect(record('fox.png').settings.refiner).toMatchObject({ model: 'finer', at: 0.5 })
    const again = run('generate', '--from', at('fox.png'), '--out', at('again.png'))
    expect(again.stdout).toMatch(/Identical to the original/)
  })

  test('as A1111 names it: taken over where a model of that name is here, else told', () => {
    const picture = { width: 32, height: 32, rgb: new Uint8Array(32 * 32 * 3) }
    const foreign = (name: string, refiner: string) =>
      writeFileSync(
        at(name),
        withChunks(encodePlain(picture), [
          textChunk(
            'parameters',
            `a fox <lora:nobody:0.5>\nSteps: 4, Sampler: Euler, CFG scale: 5, Seed: 3, Size: 32x32, Model: base, Refiner: ${refiner} [7440042bbd], Refiner switch at: 0.5, Version: v1.10.1`,
          ),
        ]),
      )
    foreign('known.png', 'finer')
    const known = run('generate', '--from', at('known.png'), '--device', 'cpu', '--out', at('taken.png'))
    expect(record('taken.png').settings).toMatchObject({
      prompt: 'a fox',
      refiner: { model: 'finer', at: 0.5 },
    })
    expect(known.stderr).toMatch(
      /Not taken over: lora nobody: 0\.5: no file of that name lies in the folders of LoRAs/,
    )
    foreign('strange.png', 'sd_xl_refiner_1.0')
    const strange = run('generate', '--from', at('strange.png'), '--device', 'cpu', '--out', at('alone.png'))
    expect(strange.stderr).toMatch(
      /Not taken over: refiner sd_xl_refiner_1\.0, from 0\.5: no model of that name is installed/,
    )
    expect(record('alone.png').settings.refiner).toBeNull()
  })

  test('one that is not here', () => {
    const { stderr } = run(
      'generate',
      'a fox',
      '--model',
      'base',
      '--refiner',
      'nobody',
      '--out',
      at('no.png'),
    )
    expect(stderr).toMatch(/The refiner "nobody" is not here: .*"nobody"/)
  })

  test('what is said of it', () => {
    expect(refinerGiven({})).toBeUndefined()
    expect(refinerGiven({ refiner: 'off' })).toBeNull()
    expect(refinerGiven({ refiner: 'x' })).toEqual({ model: 'x', at: 0.8, hash: null })
    expect(() => refinerGiven({ 'refiner-at': '0.8' })).toThrow(/--refiner-at needs --refiner as well/)
    expect(() => refinerGiven({ refiner: 'x', 'refiner-at': '1' })).toThrow(/more than 0 and less than 1/)
    expect(() => refinerGiven({ refiner: ' ' })).toThrow(/called by the name of its model/)
  })
})
