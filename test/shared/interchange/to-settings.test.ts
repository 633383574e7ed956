import { describe, expect, test } from 'vitest'
import { type Foreign, foreign } from '#shared/interchange/foreign.ts'
import { a1111 } from '#shared/interchange/programs/a1111.ts'
import { toSettings } from '#shared/interchange/to-settings.ts'
import { whyNot } from '#shared/interchange/why-not.ts'
import { readFile } from './read.ts'

const parsed = (parameters: string) => a1111.read(new Map([['parameters', parameters]]))!

const full: Partial<Foreign> = {
  prompt: 'a fox',
  negativePrompt: 'rain',
  seed: '18446744073709551615',
  steps: 20,
  guidanceScale: 7.5,
  sampler: 'dpmpp_2m',
  schedule: 'karras',
  width: 512,
  height: 768,
  rngKind: 'cpu',
}
const names = (picture: Foreign) => toSettings(picture).unmapped.map(({ name, value }) => `${name}: ${value}`)

test('everything that Reroll has too', () => {
  expect(toSettings(foreign('comfyui', full))).toEqual({
    settings: {
      prompt: 'a fox',
      negative: 'rain',
      seed: '18446744073709551615',
      variation: { seed: 0, strength: 0 },
      steps: 20,
      guidance: 7.5,
      sampler: 'dpmpp_2m',
      schedule: 'karras',
      width: 512,
      height: 768,
      rng: 'cpu',
    },
    unmapped: [],
  })
})

test('what is not told is not there', () => {
  expect(toSettings(foreign('a1111', {}))).toEqual({ settings: { prompt: '', negative: '' }, unmapped: [] })
})

test('each value that is out of range is told of, and takes no other along', () => {
  const { settings, unmapped } = toSettings(
    foreign('comfyui', { ...full, steps: 10_000, width: 7, guidanceScale: -1, prompt: 'x'.repeat(20_001) }),
  )
  expect(Object.keys(settings)).toEqual([
    'negative',
    'seed',
    'variation',
    'sampler',
    'schedule',
    'height',
    'rng',
    'reading',
  ])
  expect(unmapped.map(({ name, why }) => [name, why])).toEqual([
    ['prompt', expect.stringMatching(/too long: at most 20000/)],
    ['steps', 'steps must be at most 150'],
    ['guidance', 'guidance scale must be at least 0'],
    ['width', 'width must be at least 8'],
  ])
  expect(unmapped[0]!.value.length).toBeLessThan(210)
})

test.each([
  ['a1111', { prompt: 'a (red:1.2) fox' }, { style: 'a1111', clipSkip: 1 }],
  ['forge', { clipSkip: 2 }, { style: 'a1111', clipSkip: 2 }],
  ['comfyui', { negativePrompt: '(rain)' }, { style: 'comfyui', clipSkip: 1 }],
  ['novelai', { prompt: '{red} fox', clipSkip: 2 }, { style: 'plain', clipSkip: 2 }],
  ['a1111', { prompt: 'a fox', clipSkip: 1 }, undefined],
  ['novelai', { prompt: '{red} fox' }, undefined],
])('%s: words are read as it reads them', (program, told, expected) => {
  expect(toSettings(foreign(program, told)).settings.reading).toEqual(expected)
})

describe('what has no place here is named with its reason', () => {
  test('LoRAs, and their tags are no words', () => {
    const picture = foreign('a1111', {
      prompt: '<lora:oil:0.6> a fox <lyco:fur> , night',
      loras: [
        { name: 'oil', weight: 0.6, hash: null },
        { name: 'by hash', weight: null, hash: 'ab' },
      ],
    })
    expect(toSettings(picture).settings.prompt).toBe('a fox, night')
    expect(toSettings(picture).settings.loras).toMatchObject([
      { name: 'oil', strength: 0.6, clipStrength: null },
    ])
    expect(names(picture)).toEqual(['lora: by hash'])
  })

  test('a LoRA as strong on the words as its first number, on the U-Net as its second', () => {
    const { loras } = toSettings(
      parsed('a fox <lora:oil:0.6:0.3> <lora:ink:2>\nSteps: 4, Seed: 3, CFG scale: 5'),
    ).settings
    expect(loras?.map(({ name, strength, clipStrength }) => [name, strength, clipStrength])).toEqual([
      ['oil', 0.3, 0.6],
      ['ink', 2, null],
    ])
  })

  test('LoRAs that are too strong, or too many', () => {
    const loras = Array.from({ length: 34 }, (_, i) => ({ name: `l${i}`, weight: 0.1, hash: null }))
    const picture = foreign('invokeai', { loras: [{ name: 'wild', weight: 50, hash: null }, ...loras] })
    expect(toSettings(picture).settings.loras).toHaveLength(32)
    expect(toSettings(picture).unmapped.map(({ value, why }) => `${value}: ${why}`)).toEqual([
      'wild: 50: the strength of a LoRA must be at most 10',
      'l32: 0.1: at most 32 LoRAs at once',
      'l33: 0.1: at most 32 LoRAs at once',
    ])
  })

  test('a refiner as A1111 writes it, and as Reroll does', () => {
    const of = (fields: string) => toSettings(parsed(`a fox\nSteps: 4, Seed: 3, CFG scale: 5, ${fields}`))
    const taken = of('Refiner: sd_xl_refiner_1.0 [7440042bbd], Refiner switch at: 0.8')
    expect(taken.settings.refiner).toEqual({ model: 'sd_xl_refiner_1.0', at: 0.8, hash: null })
    expect(taken.unmapped).toEqual([])
    expect(of('Refiner: "xl, [fine]", Refiner switch at: 0.5').settings.refiner?.model).toBe('xl, [fine]')
    // At its end nothing is left to it.
    expect(of('Refiner: r, Refiner switch at: 1').settings.refiner).toBeUndefined()
    expect(of('Refiner: r').unmapped).toMatchObject([{ name: 'Refiner', value: 'r' }])
    expect(of('Refiner: r, Refiner switch at: 0').unmapped).toMatchObject([
      { name: 'refiner', why: expect.stringMatching(/more than 0 and less than 1/) },
    ])
  })

  test('a layer, a strength, noise that nobody tells of', () => {
    expect(names(foreign('novelai', { seed: 3, clipSkip: 20, denoisingStrength: 0.4 }))).toEqual([
      'clip skip: 20',
      'denoising strength: 0.4',
      'rng: not told',
    ])
    // These change nothing.
    expect(names(foreign('a1111', { clipSkip: 1, denoisingStrength: 1 }))).toEqual([])
  })

  test.each([
    ['a1111', 'a (red:1.2) fox', undefined],
    ['easy-diffusion', 'a (red:1.2) fox', '(red:1.2)'],
    ['a1111', 'a red fox (at night)', undefined],
    ['a1111', 'a fox, 16:9', undefined],
    ['novelai', 'a {red} fox', '{red}'],
    ['novelai', '1.3::red:: fox', '1.3::'],
    ['invokeai', 'a red++ fox', 'd++'],
    ['invokeai', 'a well-known fox', undefined],
    ['reroll', 'a (red:1.2) fox', undefined],
  ])('%s: weights in "%s"', (program, prompt, shown) => {
    const found = toSettings(foreign(program, { prompt })).unmapped
    expect(found.map(({ name, value }) => [name, value])).toEqual(shown ? [['weights', shown]] : [])
  })

  test('of real files every entry has a sentence of its own', () => {
    const { unmapped } = toSettings(readFile('a1111.png'))
    expect(Object.fromEntries(unmapped.map(({ name, why }) => [name, why]))).toMatchObject({
      'Denoising strength': 'Reroll draws in one pass: no second, larger one',
      'Hires upscaler': 'Reroll draws in one pass: no second, larger one',
      VAE: "Reroll decodes with the model's own VAE",
      'TI hashes': expect.stringMatching(/^a textual inversion acts where/),
    })
  })

  test('a name that nobody thought of', () => {
    expect(whyNot('Frobnicate')).toBe('Reroll has no such setting')
  })
})
