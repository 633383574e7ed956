import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withLoras } from '#engine/loras/merge.ts'
import { mergedFolder } from '#engine/loras/merged-cache.ts'
import type { ModelFolder } from '#engine/model/folder.ts'
import { expected, farthest, folderOf, lines, loraFile, outputsOf } from './lora-model.ts'

const never = new AbortController().signal
const cache = mkdtempSync(join(tmpdir(), 'reroll-lora-cache-'))
const before = process.env.XDG_CACHE_HOME
const models: Record<string, ModelFolder> = {}

beforeAll(async () => {
  process.env.XDG_CACHE_HOME = cache
  for (const name of ['traced', 'dynamo', 'traced-fp16']) models[name] = await folderOf(name)
})
afterAll(() => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME
  else process.env.XDG_CACHE_HOME = before
  for (const folder of [cache, ...Object.values(models).map(({ path }) => path)])
    rmSync(folder, { recursive: true, force: true })
})

const lay = (model: ModelFolder, loras: readonly (readonly [string, number, number])[], signal = never) =>
  withLoras(model, {
    loras: loras.map(([name, strength, clip]) => ({ name, file: loraFile(name), strength, clip })),
    threads: 1,
    signal,
  })

describe.each(['traced', 'dynamo'])('%s', export_ => {
  test('the graph without LoRAs gives what torch gives', async () => {
    const out = await outputsOf(models[export_]!)
    expect(farthest(out.unet, expected('base.unet'))).toBeLessThan(1e-4)
    expect(farthest(out.text, expected('base.text'))).toBeLessThan(1e-4)
  })

  test.each(lines.map((line, i) => ({ ...line, i })))('$name, as $by', async ({ loras, i }) => {
    const { folder, laid } = await lay(models[export_]!, loras)
    const out = await outputsOf(folder)
    expect(laid.flatMap(({ missing }) => missing)).toEqual([])
    for (const { matched, of } of laid) expect(matched).toBe(of)
    expect(farthest(out.unet, expected(`${i}.unet`))).toBeLessThan(1e-4)
    expect(farthest(out.text, expected(`${i}.text`))).toBeLessThan(1e-4)
  })
})

describe('half precision, weights beside the graph', () => {
  test('equals fp32 as far as halves can tell, and links what did not change', async () => {
    const { folder } = await lay(models['traced-fp16']!, [['linear', 1, 0]])
    const out = await outputsOf({ ...folder, files: { ...folder.files } })
    const whole = lines.findIndex(({ name }) => name === 'linear at 1.0, 1.0')
    expect(farthest(out.unet, expected(`${whole}.unet`))).toBeLessThan(2e-2)
    const made = join(folder.files.unet!, '..')
    expect(readdirSync(made).sort()).toEqual(['merged.data', 'model.onnx', 'model.onnx_data'])
    expect(statSync(join(made, 'model.onnx_data')).ino).toBe(
      statSync(join(models['traced-fp16']!.files.unet!, '../model.onnx_data')).ino,
    )
  })
})

describe('strength', () => {
  test('0 leaves the model alone: the files are its own', async () => {
    const { folder, laid } = await lay(models.traced!, [['linear', 0, 0]])
    expect(folder).toBe(models.traced)
    expect(laid).toEqual([])
  })

  test('0 beside another one changes nothing, to the byte', async () => {
    const alone = await lay(models.traced!, [['full', 0.5, 0.5]])
    const beside = await lay(models.traced!, [
      ['linear', 0, 0],
      ['full', 0.5, 0.5],
    ])
    expect(beside.folder.files).toEqual(alone.folder.files)
  })

  test('0 for the words alone leaves the text encoder alone', async () => {
    const { folder } = await lay(models.traced!, [['linear', 0.3, 0]])
    expect(folder.files.text_encoder).toBe(models.traced!.files.text_encoder)
    expect(folder.files.unet).not.toBe(models.traced!.files.unet)
  })

  test('there and back again is the model within rounding', async () => {
    const { folder } = await lay(models.traced!, [
      ['linear', 0.8, 0.8],
      ['linear', -0.8, -0.8],
    ])
    const out = await outputsOf(folder)
    expect(farthest(out.unet, expected('base.unet'))).toBeLessThan(1e-4)
  })
})

describe('the cache', () => {
  const folders = () => readdirSync(mergedFolder())
  afterEach(() => delete process.env.REROLL_LORA_CACHE)

  test('a second time nothing is written', async () => {
    const first = await lay(models.traced!, [['ia3', 0.25, 0]])
    const { ino, mtimeMs } = statSync(first.folder.files.unet!)
    const again = await lay(models.traced!, [['ia3', 0.25, 0]])
    expect(statSync(again.folder.files.unet!)).toMatchObject({ ino, mtimeMs })
    expect(again.laid).toEqual(first.laid)
  })

  test('a cancel leaves nothing', async () => {
    const before = folders()
    const abort = new AbortController()
    const work = withLoras(models.traced!, {
      loras: [{ name: 'linear', file: loraFile('linear'), strength: 0.123, clip: 0.123 }],
      threads: 1,
      signal: abort.signal,
      onProgress: () => abort.abort(),
    })
    await expect(work).rejects.toThrow(/abort/i)
    expect(folders()).toEqual(before)
  })

  test('what a killed run left is cleared, and the oldest go once it is full', async () => {
    const dead = join(mergedFolder(), '.dead.99999999.tmp')
    mkdirSync(dead)
    const { folder } = await lay(models.traced!, [['linear', 0.31, 0]])
    expect(existsSync(dead)).toBe(false)
    const old = join(folder.files.unet!, '..')
    utimesSync(old, new Date(0), new Date(0))
    process.env.REROLL_LORA_CACHE = String((3 * statSync(folder.files.unet!).size) / 2 ** 30)
    const newest = await lay(models.traced!, [['linear', 0.32, 0]])
    expect(existsSync(old)).toBe(false)
    expect(existsSync(newest.folder.files.unet!)).toBe(true)
    expect(folders().length).toBeLessThanOrEqual(3)
  })
})

describe('what cannot be laid on', () => {
  const broken = (bytes: Uint8Array) => {
    const file = join(cache, 'broken.safetensors')
    writeFileSync(file, bytes)
    return withLoras(models.traced!, {
      loras: [{ name: 'broken', file, strength: 1, clip: 1 }],
      threads: 1,
      signal: never,
    })
  }
  const whole = readFileSync(loraFile('linear'))

  test.each([
    ['cut short', whole.subarray(0, whole.length - 100)],
    ['cut within its head', whole.subarray(0, 200)],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n and so on and on and on')],
    ['empty', new Uint8Array(0)],
  ])('%s', async (_, bytes) => {
    await expect(broken(bytes)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/^The LoRA "broken" is no safetensors file/),
    })
  })

  test('a LoRA of another size names what was expected', async () => {
    const text = whole.toString('latin1')
    const swapped = text
      .replaceAll('attn2_to_k.lora_down', 'attn1_to_k.lora_down')
      .replaceAll('attn2_to_k', 'attn1_to_k')
    await expect(broken(Buffer.from(swapped, 'latin1'))).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(
        /"broken" was made for another base model: its down_blocks_0_.*attn1_to_k is 8 x 32, this model's 8 x 8/,
      ),
    })
  })

  test('a graph that names no layer', async () => {
    const nameless = await folderOf('../../tiny-sd')
    models.nameless = nameless
    await expect(lay(nameless, [['diffusers-old', 1, 1]])).rejects.toMatchObject({
      message: expect.stringMatching(/its matrices say nothing of the layer/),
    })
  })

  test('a missing file', async () => {
    await expect(
      withLoras(models.traced!, {
        loras: [{ name: 'gone', file: join(cache, 'gone.safetensors'), strength: 1, clip: 1 }],
        threads: 1,
        signal: never,
      }),
    ).rejects.toMatchObject({ code: 'model-missing' })
  })
})
