import { describe, expect, test } from 'vitest'
import { precisionIn, variantsOf } from '#main/studio/hub/variants.ts'

const base = [
  'model_index.json',
  'scheduler/scheduler_config.json',
  'tokenizer/vocab.json',
  'tokenizer/merges.txt',
  'text_encoder/config.json',
  'text_encoder/model.onnx',
  'unet/config.json',
  'unet/model.onnx',
  'unet/model.onnx_data',
  'vae_decoder/model.onnx',
  'vae_encoder/model.onnx',
]
const listed = (...paths: string[]) => paths.map(path => ({ path, bytes: 10 }))
const taken = (paths: string[], repository = 'a/model') =>
  variantsOf(listed(...paths), repository).map(({ id, precision, take }) => ({
    id,
    precision,
    take: take.map(({ from, to }) => (from === to ? to : `${from} > ${to}`)),
  }))

describe('the models that a repository holds', () => {
  test('one in its root: all that drawing needs and its licence, nothing of other programs', () => {
    const more = [
      'LICENSE.md',
      'README.md',
      'preview.png',
      '.gitattributes',
      'safety_checker/model.onnx',
      'unet/diffusion_pytorch_model.safetensors',
      'unet/diffusion_pytorch_model.bin',
      'model.ckpt',
    ]
    expect(taken([...base, ...more])).toEqual([
      { id: ':', precision: null, take: [...base, 'LICENSE.md', 'README.md'] },
    ])
  })

  test.each([
    ['onnx/sd-turbo-fp16', 'fp16'],
    ['a/sd15_float16_onnx', 'fp16'],
    ['a/model-int8', 'int8'],
    ['a/sd-fp32', 'fp32'],
    ['a/half-life-model', 'fp16'],
    ['a/sd-v1-16', null],
  ])('the name %s says %s', (repository, precision) => {
    expect(taken(base, repository)[0]!.precision).toBe(precision)
  })

  test('folders by precision, each whole by itself', () => {
    const both = ['fp16', 'onnx-int8'].flatMap(folder => base.map(path => `${folder}/${path}`))
    expect(taken(both).map(({ id, precision }) => [id, precision])).toEqual([
      ['fp16:', 'fp16'],
      ['onnx-int8:', 'int8'],
    ])
    expect(taken(both)[0]!.take).toContain('fp16/unet/model.onnx > unet/model.onnx')
  })

  test('endings in one folder: graphs become `model.onnx`, weights beside them keep their names', () => {
    const many = [
      ...base,
      'unet/model_fp16.onnx',
      'unet/model_fp16.onnx_data',
      'unet/model_quantized.onnx',
      'text_encoder/model_fp16.onnx',
    ]
    const [plain, fp16, int8] = taken(many)
    expect([plain!.precision, fp16!.precision, int8!.precision]).toEqual(['fp32', 'fp16', 'int8'])
    expect(plain!.take).toEqual(base)
    expect(fp16!.take.filter(path => /unet|text_encoder\/m/.test(path))).toEqual([
      'unet/config.json',
      'unet/model_fp16.onnx > unet/model.onnx',
      'unet/model_fp16.onnx_data',
      'text_encoder/model_fp16.onnx > text_encoder/model.onnx',
    ])
    // It has no text encoder of its own, so the plain one comes along.
    expect(int8!.take).toContain('text_encoder/model.onnx')
    expect(int8!.take.filter(path => path.includes('onnx_data'))).toEqual([])
  })

  test('weights in files of any name, as older exporters leave them', () => {
    const loose = ['unet/onnx__MatMul_1234', 'unet/weights.pb', 'unet/down_blocks.0.weight']
    expect(taken([...base, ...loose])[0]!.take).toEqual([...base, ...loose])
  })

  test('none where a part is missing, and none in PyTorch', () => {
    expect(taken(base.filter(path => path !== 'vae_decoder/model.onnx'))).toEqual([])
    expect(taken(['model_index.json', 'unet/diffusion_pytorch_model.safetensors'])).toEqual([])
  })

  test('names that lead out of the folder are never taken', () => {
    const evil = ['unet/../../evil.onnx_data', 'unet/a\\..\\b', '../model_index.json']
    expect(taken([...base, ...evil])[0]!.take).toEqual(base)
  })
})

test('a word within another says nothing', () => {
  expect(precisionIn('surf160')).toBeNull()
  expect(precisionIn('unet_fp16')).toBe('fp16')
})
