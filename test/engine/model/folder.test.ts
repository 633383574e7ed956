import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { defaultsOf } from '#engine/model/defaults.ts'
import { readModelFolder } from '#engine/model/folder.ts'
import { hashModel } from '#engine/model/hash.ts'
import { openModel } from '#engine/model/open.ts'
import { sizeRule } from '#engine/model/size.ts'
import { draw, fixture } from '../pipeline/draw.ts'

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'reroll-folder-')), 'model')
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

const copy = (name: string) => cpSync(fixture(name), folder, { recursive: true })
const at = (...parts: string[]) => join(folder, ...parts)
/** Changes keys of a JSON file; undefined takes one away. */
function change(file: string, changes: Record<string, unknown>) {
  writeFileSync(at(file), JSON.stringify({ ...JSON.parse(readFileSync(at(file), 'utf8')), ...changes }))
}
const swap = (part: string, other: string) => {
  rmSync(at(part), { recursive: true })
  cpSync(fixture(other), at(part), { recursive: true })
}
const drawing = () => draw(folder, { prompt: 'a fox', seed: 1, steps: 1 })

describe('what a folder says of itself', () => {
  test.each([
    ['tiny-sd', 'StableDiffusionPipeline', 'PNDMScheduler', 'epsilon', 'leading'],
    ['tiny-v', 'StableDiffusionPipeline', 'DDIMScheduler', 'v_prediction', 'trailing'],
    ['tiny-lcm', 'LatentConsistencyModelPipeline', 'LCMScheduler', 'epsilon', 'leading'],
    ['tiny-xl', 'StableDiffusionXLPipeline', 'EulerDiscreteScheduler', 'epsilon', 'leading'],
  ])('%s', async (name, className, scheduler, predictionType, spacing) => {
    expect(await readModelFolder(fixture(name))).toMatchObject({
      id: name,
      className,
      scheduler: { className: scheduler, predictionType, spacing },
    })
  })

  test('gives its defaults: the sampler of its scheduler, its own size, steps of its kind', async () => {
    const of = async (name: string) => {
      const model = await readModelFolder(fixture(name))
      return defaultsOf(model, sizeRule(model, ['h', 'w']))
    }
    expect(await of('tiny-sd')).toEqual({
      steps: 20,
      guidance: 7.5,
      sampler: 'plms',
      schedule: 'normal',
      width: 64,
      height: 64,
    })
    expect(await of('tiny-lcm')).toMatchObject({ steps: 4, guidance: 8, sampler: 'lcm' })
    expect(await of('tiny-xl')).toMatchObject({ steps: 30, guidance: 6, sampler: 'euler' })
  })

  test('may leave out config.json of every part', async () => {
    copy('tiny-sd')
    for (const part of ['text_encoder', 'unet', 'vae_decoder', 'vae_encoder']) rmSync(at(part, 'config.json'))
    expect((await readModelFolder(folder)).vae.scaling_factor).toBe(0.18215)
  })
})

describe('what cannot be understood names the file and what was expected', () => {
  test.each<[string, () => void, RegExp]>([
    [
      'no model_index.json',
      () => rmSync(at('model_index.json')),
      /model_index.json is missing. Expected a fo/,
    ],
    ['an empty index', () => writeFileSync(at('model_index.json'), ''), /model_index.json is not valid JSON/],
    ['an index without a class', () => change('model_index.json', { _class_name: 3 }), /model_index.json/],
    ['no scheduler', () => rmSync(at('scheduler'), { recursive: true }), /scheduler_config.json/],
    [
      'a scheduler of one beta',
      () => change('scheduler/scheduler_config.json', { beta_start: -1 }),
      /beta_start/,
    ],
    [
      'a prediction of something else',
      () => change('scheduler/scheduler_config.json', { prediction_type: 'dream' }),
      /scheduler_config.json: prediction_type.*epsilon/,
    ],
    ['no U-Net', () => rmSync(at('unet/model.onnx')), /unet.model\.onnx is missing. Copy the model's folder/],
    [
      'PyTorch weights in its place',
      () => {
        rmSync(at('unet/model.onnx'))
        writeFileSync(at('unet/diffusion_pytorch_model.safetensors'), '')
      },
      /It holds PyTorch weights instead: export it with/,
    ],
    ['a transformer', () => mkdirSync(at('transformer')), /it draws with a transformer \(SD3, Flux/],
    [
      'an odd latent',
      () => change('unet/config.json', { in_channels: 'four' }),
      /unet.config\.json.*in_channels/,
    ],
    ['a scale of nothing', () => change('vae_decoder/config.json', { scaling_factor: 0 }), /scaling_factor/],
  ])('%s', async (_, spoil, message) => {
    copy('tiny-sd')
    spoil()
    await expect(readModelFolder(folder)).rejects.toThrow(message)
    await expect(readModelFolder(folder)).rejects.toMatchObject({ code: /^model-(missing|broken)$/ })
  })
})

describe('graphs that cannot run', () => {
  test.each<[string, string, () => void, RegExp]>([
    ['no words', 'tiny-sd', () => rmSync(at('tokenizer/vocab.json')), /vocab\.json/],
    [
      'words that are not JSON',
      'tiny-sd',
      () => writeFileSync(at('tokenizer/vocab.json'), '{'),
      /vocab\.json/,
    ],
    [
      'an empty graph',
      'tiny-sd',
      () => writeFileSync(at('unet/model.onnx'), ''),
      /unet.model\.onnx is not a read/,
    ],
    [
      'a graph cut short',
      'tiny-sd',
      () => truncateSync(at('vae_decoder/model.onnx'), 9999),
      /vae_decoder.model/,
    ],
    [
      'no external data',
      'tiny-sd-external',
      () => rmSync(at('unet/model.onnx_data')),
      /unet.model\.onnx is without its weights/,
    ],
    [
      'external data cut short',
      'tiny-sd-external',
      () => truncateSync(at('unet/model.onnx_data'), 1000),
      /unet.model\.onnx wants 207104 bytes .* the weights are cut short/,
    ],
    [
      'a decoder for a U-Net',
      'tiny-sd',
      () => swap('unet', 'tiny-sd/vae_decoder'),
      /unet.model\.onnx has no input/,
    ],
    [
      'a text encoder for a decoder',
      'tiny-sd',
      () => swap('vae_decoder', 'tiny-sd/text_encoder'),
      /vae_decoder.model\.onnx has no output of 4 dimensions/,
    ],
  ])('%s is told when the model is opened', async (_, name, spoil, message) => {
    copy(name)
    spoil()
    await expect(openModel(folder, { device: 'cpu' })).rejects.toThrow(message)
    await expect(openModel(folder, { device: 'cpu' })).rejects.toMatchObject({
      code: /^model-(missing|broken)$/,
    })
  })

  test.each<[string, () => void, RegExp]>([
    [
      'words of another width',
      () => swap('unet', 'tiny-xl/unet'),
      /unet.model\.onnx does not accept|wants a pooled text embedding|gives no hidden_states/,
    ],
    [
      'an encoder for a decoder',
      () => swap('vae_decoder', 'tiny-sd/vae_encoder'),
      /vae_decoder.model\.onnx|does not accept what the rest/,
    ],
  ])('%s is told at the latest when a picture is drawn', async (_, spoil, message) => {
    copy('tiny-sd')
    spoil()
    await expect(drawing()).rejects.toThrow(message)
    await expect(drawing()).rejects.toMatchObject({ code: 'model-broken' })
  })
})

describe('a hash', () => {
  const { signal } = new AbortController()
  const hashOf = async () => (await hashModel(folder, null, signal)).hash

  test('is that of everything that decides a picture, and of nothing else', async () => {
    copy('tiny-sd')
    const before = await hashOf()
    writeFileSync(at('README.md'), 'words')
    for (const folder of ['scorer', 'drawings']) {
      mkdirSync(at(folder))
      writeFileSync(at(folder, 'index.json'), '{}')
    }
    expect(await hashOf()).toBe(before)
    change('scheduler/scheduler_config.json', { steps_offset: 0 })
    expect(await hashOf()).not.toBe(before)
  })

  test('is the same wherever the folder lies', async () => {
    copy('tiny-sd')
    expect(await hashOf()).toBe((await hashModel(fixture('tiny-sd'), null, signal)).hash)
  })

  test('stops when it is cancelled', async () => {
    copy('tiny-sd')
    await expect(hashModel(folder, null, AbortSignal.abort())).rejects.toThrow()
  })
})

describe('sizes', () => {
  test('other than the frozen one are refused with the one on offer', async () => {
    await expect(
      draw(fixture('tiny-sd-frozen'), { prompt: 'a fox', seed: 1, steps: 1, width: 128, height: 64 }),
    ).rejects.toThrow('This model draws only 64x64 pixels, not 128x64')
  })
  test('that are no multiple are refused with the nearest', async () => {
    await expect(
      draw(fixture('tiny-sd'), { prompt: 'a fox', seed: 1, steps: 1, width: 72, height: 64 }),
    ).rejects.toThrow(/both sides must be a multiple of 16. Nearest: 80x64|multiple of 16/)
  })
})
