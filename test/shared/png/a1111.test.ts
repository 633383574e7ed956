import { describe, expect, test } from 'vitest'
import { plain, type Settings } from '#shared/generation.ts'
import { formatA1111, parseA1111 } from '#shared/png/a1111.ts'

const settings: Settings = {
  prompt: 'a red bird, (detailed feathers:1.2)\non a branch',
  negative: 'blurry, lowres',
  seed: 965400086,
  variation: { seed: 0, strength: 0 },
  steps: 20,
  guidance: 7,
  sampler: 'dpmpp_2m',
  schedule: 'karras',
  width: 512,
  height: 768,
  rng: 'cuda',
  knobs: {},
  ...plain,
}
const extras = {
  modelHash: '6ce0161689b3853acaa03779ec93eafe75a02f4ced659bee03f50797806fa2fa',
  model: 'v1-5-pruned-emaonly',
  version: 'Reroll 0.1.0',
}

describe('writing', () => {
  test('is the text that A1111 writes, key for key', () => {
    expect(formatA1111(settings, extras)).toBe(
      'a red bird, (detailed feathers:1.2)\non a branch\n' +
        'Negative prompt: blurry, lowres\n' +
        'Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 965400086, Size: 512x768, ' +
        'Model hash: 6ce0161689, Model: v1-5-pruned-emaonly, RNG: NV, Version: Reroll 0.1.0',
    )
  })

  test('dice and back, in one field that A1111 passes over', () => {
    const dice: Settings['dice'] = {
      ...plain.dice,
      layout: '18446744073709551615',
      channels: { 1: 5 },
      regions: [{ seed: 3, mask: { columns: 4, rows: 2, bits: '/w==' } }],
      toward: {
        seed: 9,
        variation: { seed: 0, strength: 0 },
        dice: { split: 0.25, layout: null, texture: null, channels: {}, regions: [] },
        sampler: null,
        t: 0.4,
      },
    }
    const text = formatA1111({ ...settings, dice }, extras)
    expect(parseA1111(text)).toEqual({ ...parseA1111(formatA1111(settings, extras)), dice })
    // As A1111 1.10 itself splits the last line.
    const parts = /\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)/g
    const fields = new Map(
      [...text.split('\n').at(-1)!.matchAll(parts)].map(([, key, value]) => [key!, value!]),
    )
    expect(fields.get('Size')).toBe('512x768')
    expect(fields.get('Version')).toBe('Reroll 0.1.0')
    expect(JSON.parse(JSON.parse(fields.get('Dice')!))).toEqual(dice)
    expect([...fields.keys()]).toEqual([
      ...['Steps', 'Sampler', 'Schedule type', 'CFG scale', 'Seed', 'Size', 'Model hash', 'Model'],
      ...['Dice', 'RNG', 'Version'],
    ])
    expect(parseA1111(text.replace('layout', 'lay')).dice).toBe(undefined)
  })

  test('a variation and back', () => {
    const varied = { ...settings, variation: { seed: 123, strength: 0.2 } }
    const text = formatA1111(varied, extras)
    expect(text).toContain('Model: v1-5-pruned-emaonly, Variation seed: 123, Variation seed strength: 0.2, ')
    expect(parseA1111(text).variation).toEqual(varied.variation)
  })

  test('leaves out an empty negative prompt and quotes what holds commas', () => {
    const text = formatA1111(
      { ...settings, negative: '', knobs: { hue: 214, size: 0.6 } },
      { ...extras, model: 'a, b' },
    )
    expect(text).not.toContain('Negative prompt')
    expect(text).toContain('Model: "a, b"')
    expect(text).toContain('Knobs: "{\\"hue\\":214,\\"size\\":0.6}"')
  })
})

describe('reading', () => {
  test('gives back what was written', () => {
    const {
      knobs: _,
      reading: _r,
      dice: _d,
      steer: _s,
      conditions: _c,
      loras: _l,
      refiner: _re,
      vae: _v,
      past: _p,
      parent: _f,
      ...rest
    } = settings
    expect(parseA1111(formatA1111(settings, extras))).toEqual({
      ...rest,
      model: extras.model,
      modelHash: '6ce0161689',
    })
  })

  test("takes A1111's own files, old and new", () => {
    const text =
      'masterpiece, a red fox\nNegative prompt: blurry\nmore blurry\n' +
      'Steps: 28, Sampler: DPM++ 2M Karras, CFG scale: 7.5, Seed: 1, Size: 512x512, Model hash: abc, Model: x, Lora hashes: "a: 1, b: 2", Version: v1.6.0'
    expect(parseA1111(text)).toMatchObject({
      prompt: 'masterpiece, a red fox',
      negative: 'blurry\nmore blurry',
      steps: 28,
      sampler: 'dpmpp_2m',
      schedule: 'karras',
      guidance: 7.5,
      seed: 1,
      rng: 'cuda',
    })
  })

  test('A1111 knows two schedules by two names each', () => {
    const line = (type: string) =>
      `x\nSteps: 20, Sampler: Euler, Schedule type: ${type}, CFG scale: 7, Seed: 1`
    expect(parseA1111(line('Normal')).schedule).toBe('uniform')
    expect(parseA1111(line('Uniform')).schedule).toBe('uniform')
    expect(parseA1111(line('Polyexponential')).schedule).toBe('exponential')
  })

  test('a last line that is no list of settings belongs to the prompt', () => {
    expect(parseA1111('a bird\non a branch, looking left')).toMatchObject({
      prompt: 'a bird\non a branch, looking left',
      negative: '',
    })
  })

  test('long lines without end take no time', () => {
    for (const line of ['a', ' ', 'a b-', 'aa: "', 'aa: "\\"']) {
      const began = performance.now()
      parseA1111(`x\n${line.repeat(1 << 18)}`)
      expect(performance.now() - began).toBeLessThan(1000)
    }
  })

  test('what makes no sense is left out', () => {
    const read = parseA1111('x\nSteps: many, Sampler: nonsense, CFG scale: 7, Seed: -3, Size: big')
    expect(read).toMatchObject({ prompt: 'x', guidance: 7 })
    for (const key of ['steps', 'sampler', 'seed', 'width']) expect(read).not.toHaveProperty(key)
  })
})
