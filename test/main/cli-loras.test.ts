import { cpSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { pictureOrigin } from '#engine/png/picture-file.ts'
import { reroll, scratchFolder } from './run-cli.ts'

const fixtures = resolve(import.meta.dirname, '../fixtures')
const scratch = scratchFolder()
const at = (name: string) => join(scratch.path, name)
const run = (...args: string[]) =>
  reroll(args, { REROLL_DATA: at('data'), REROLL_MODELS: at('models'), XDG_CACHE_HOME: at('cache') })
const draw = (...args: string[]) => run('generate', ...args, '--steps', '3', '--device', 'cpu')
const record = (name: string) => {
  const origin = pictureOrigin(readFileSync(at(name)), name)
  if (origin.kind !== 'reroll') throw new Error('not ours')
  return origin.record
}

beforeEach(() => {
  cpSync(join(fixtures, 'tiny-sd'), at('models/tiny'), { recursive: true })
  cpSync(join(fixtures, 'loras/models/traced'), at('models/tiny'), { recursive: true })
  mkdirSync(at('data/loras'), { recursive: true })
  cpSync(join(fixtures, 'loras/files'), at('data/loras'), { recursive: true })
})

describe('LoRAs on the command line', () => {
  test('are listed with what they were taught and whether they go with the model', () => {
    const list = run('loras', '--model', 'tiny').stdout
    expect(list).toMatch(/^linear +0\.0 MiB, LoRA, sd_v1\n {2}taught with: a red bird, branch, sky$/m)
    expect(list).toMatch(/^wide .*\n {2}not here: made for SDXL; tiny is a model whose words are 32 wide$/m)
    expect(run('loras').stdout).toMatch(/picturebook takes no LoRAs/)
  })

  test('change the picture, are written into it, and --from lays them on again', () => {
    expect(draw('a bird', '--seed', '3', '--model', 'tiny', '--out', at('plain.png')).status).toBe(0)
    const ran = draw(
      'a bird',
      '--seed',
      '3',
      '--model',
      'tiny',
      '--lora',
      'linear:0.7',
      '--lora',
      'full:0.5:0',
      '--out',
      at('two.png'),
    )
    expect(ran.stdout).toMatch(/LoRA linear: applied 17 of 17\nLoRA full: applied 10 of 10/)
    expect(record('two.png').pixels).not.toBe(record('plain.png').pixels)
    expect(record('two.png').settings.loras).toMatchObject([
      { name: 'linear', strength: 0.7, clipStrength: null, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { name: 'full', strength: 0.5, clipStrength: 0 },
    ])
    const text = readFileSync(at('two.png')).toString('latin1')
    expect(text).toMatch(/a bird <lora:linear:0\.7> <lora:full:0:0\.5>/)
    expect(text).toMatch(/Lora hashes: "linear: [0-9a-f]{12}, full: [0-9a-f]{12}"/)
    const again = run('generate', '--from', at('two.png'), '--out', at('again.png'))
    expect(again.stdout).toMatch(/Identical to the original/)
    const off = run('generate', '--from', at('two.png'), '--lora', 'off', '--out', at('off.png'))
    expect(off.status).toBe(0)
    expect(record('off.png').pixels).toBe(record('plain.png').pixels)
  })

  test('named in the words, as in A1111', () => {
    const tag = draw('a bird <lora:linear:0.7>', '--seed', '3', '--model', 'tiny', '--out', at('tag.png'))
    expect(tag.stdout).toMatch(/LoRA linear: applied 17 of 17/)
    draw('a bird', '--seed', '3', '--model', 'tiny', '--lora', 'linear:0.7', '--out', at('option.png'))
    expect(record('tag.png').pixels).toBe(record('option.png').pixels)
  })

  test('a file given by its path', () => {
    const file = join(fixtures, 'loras/files/lokr.safetensors')
    expect(
      draw('a bird', '--model', 'tiny', '--lora', `${file}:0.5`, '--out', at('path.png')).stdout,
    ).toMatch(/LoRA lokr: applied 9 of 9/)
  })

  test('what cannot be is said', () => {
    const wrong = (...lora: string[]) =>
      draw('a bird', '--model', 'tiny', ...lora, '--out', at('no.png')).stderr
    expect(wrong('--lora', 'linear:99')).toMatch(/at most 10; expected NAME, NAME:STRENGTH/)
    expect(wrong('--lora', 'nobody')).toMatch(
      /The LoRA "nobody" is not among the installed ones; put the file into/,
    )
    expect(wrong('--lora', 'wide')).toMatch(
      /"wide" was made for another base model: its .*attn2_to_k is 8 x 2048, this model's 8 x 32/,
    )
    draw('a bird', '--model', 'tiny', '--lora', 'linear', '--lora', 'full', '--out', at('two.png'))
    renameSync(at('data/loras'), at('data/gone'))
    expect(run('generate', '--from', at('two.png'), '--out', at('no.png')).stderr).toMatch(
      /two\.png: The LoRAs "linear", "full" are not among the installed ones/,
    )
  })
})
