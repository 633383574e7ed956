import { describe, expect, test } from 'vitest'
import { readGraphOf, readTexts } from './read.ts'

type Inputs = Record<string, unknown>
const node = (class_type: string, inputs: Inputs) => ({ class_type, inputs })
const sampler = (more: Inputs = {}) =>
  node('KSampler', {
    seed: 1,
    steps: 20,
    cfg: 7,
    sampler_name: 'euler',
    scheduler: 'normal',
    denoise: 1,
    model: ['4', 0],
    positive: ['6', 0],
    negative: ['7', 0],
    latent_image: ['5', 0],
    ...more,
  })
const plain = {
  '3': sampler(),
  '4': node('CheckpointLoaderSimple', { ckpt_name: 'a.safetensors' }),
  '5': node('EmptyLatentImage', { width: 512, height: 512, batch_size: 1 }),
  '6': node('CLIPTextEncode', { text: 'a fox', clip: ['4', 1] }),
  '7': node('CLIPTextEncode', { text: 'rain', clip: ['4', 1] }),
  '8': node('VAEDecode', { samples: ['3', 0], vae: ['4', 2] }),
  '9': node('SaveImage', { filename_prefix: 'x', images: ['8', 0] }),
}
const read = (more: object) => readGraphOf({ ...plain, ...more })
const names = (found: ReturnType<typeof read>) =>
  found?.unmapped.map(({ name, value }) => `${name}: ${value}`)

describe('words', () => {
  test('through nodes that pass both prompts on, by which one they put out', () => {
    const control = node('ControlNetApplyAdvanced', { positive: ['6', 0], negative: ['7', 0], strength: 1 })
    const found = read({ '3': sampler({ positive: ['20', 0], negative: ['20', 1] }), '20': control })
    expect(found).toMatchObject({ prompt: 'a fox', negativePrompt: 'rain' })
    expect(names(found)).toEqual(['nodes: ControlNetApplyAdvanced'])
    // Someone crossed the wires.
    expect(read({ '3': sampler({ positive: ['20', 1], negative: ['20', 0] }), '20': control })).toMatchObject(
      {
        prompt: 'rain',
        negativePrompt: 'a fox',
      },
    )
  })

  test('of several conditionings, each once', () => {
    const found = read({
      '3': sampler({ positive: ['20', 0] }),
      '20': node('ConditioningCombine', { conditioning_1: ['6', 0], conditioning_2: ['21', 0] }),
      '21': node('ConditioningSetArea', { conditioning: ['22', 0], width: 64, height: 64 }),
      '22': node('CLIPTextEncode', { text: 'a hill', clip: ['4', 1] }),
    })
    expect(found?.prompt).toBe('a fox, a hill')
    expect(names(found)).toEqual(['conditioning: 2 texts', 'nodes: ConditioningCombine, ConditioningSetArea'])
  })

  test('SDXL, in one or two parts', () => {
    const xl = (text_g: string, text_l: string) =>
      read({ '6': node('CLIPTextEncodeSDXL', { text_g, text_l, clip: ['4', 1], width: 1024 }) })?.prompt
    expect(xl('a fox', 'a fox')).toBe('a fox')
    expect(xl('a fox', 'fur')).toBe('a fox, fur')
  })

  test('from primitives, put together, and from a loader that has both', () => {
    expect(
      read({
        '6': node('CLIPTextEncode', { text: ['20', 0], clip: ['4', 1] }),
        '20': node('StringConcatenate', { string_a: ['21', 0], string_b: 'at night', delimiter: ' ' }),
        '21': node('PrimitiveString', { value: 'a fox' }),
      })?.prompt,
    ).toBe('a fox at night')
    const loader = node('Efficient Loader', { positive: 'a cat', negative: 'dogs', ckpt_name: 'b.ckpt' })
    const found = read({
      '3': sampler({ positive: ['20', 1], negative: ['20', 2], model: ['20', 0] }),
      '20': loader,
    })
    expect(found).toMatchObject({ prompt: 'a cat', negativePrompt: 'dogs', model: { name: 'b' } })
  })
})

describe('how it walks', () => {
  test('values that lead to other nodes', () => {
    const found = read({
      '3': sampler({ seed: ['20', 0], steps: ['21', 0], cfg: ['22', 0], sampler_name: ['23', 0] }),
      '20': node('Seed (rgthree)', { seed: 99 }),
      '21': node('PrimitiveInt', { value: 31 }),
      '22': node('Math', { a: 1, b: 2 }),
      '23': node('Reroute', { value: ['24', 0] }),
      '24': node('PrimitiveString', { value: 'heun' }),
    })
    expect(found).toMatchObject({ seed: 99, steps: 31, guidanceScale: null, sampler: 'heun' })
  })

  test('KSamplerAdvanced, and only some of its steps', () => {
    const advanced = (more: Inputs) =>
      read({
        '3': node('KSamplerAdvanced', {
          ...sampler().inputs,
          seed: undefined,
          noise_seed: 8,
          denoise: undefined,
          ...more,
        }),
      })
    expect(advanced({ start_at_step: 0, end_at_step: 10000 })).toMatchObject({ seed: 8, unmapped: [] })
    expect(names(advanced({ start_at_step: 0, end_at_step: 12 }))).toEqual(['steps: 0 to 12'])
  })

  test.each([
    ['KarrasScheduler', { steps: 9, rho: 7 }, 'karras'],
    ['ExponentialScheduler', { steps: 9 }, 'exponential'],
    ['PolyexponentialScheduler', { steps: 9, rho: 1 }, 'exponential'],
    ['PolyexponentialScheduler', { steps: 9, rho: 2 }, 'polyexponential rho 2'],
    ['PolyexponentialScheduler', { steps: 9, rho: 3 }, 'polyexponential'],
    ['BetaSamplingScheduler', { steps: 9, alpha: 0.6 }, 'beta'],
    ['AlignYourStepsScheduler', { steps: 9, denoise: 1 }, 'align_your_steps'],
    ['MyScheduler', { steps: 9 }, 'MyScheduler'],
  ])('SamplerCustom with %s %j', (type, inputs, schedule) => {
    const { positive, negative, latent_image, model } = sampler().inputs
    const found = read({
      '3': node('SamplerCustom', {
        ...{ positive, negative, latent_image, model, cfg: 3, noise_seed: 4, add_noise: true },
        sampler: ['20', 0],
        sigmas: ['21', 0],
      }),
      '20': node('SamplerDPMPP_2M_SDE', { solver_type: 'midpoint' }),
      '21': node('SplitSigmas', { sigmas: ['22', 0], step: 3 }),
      '22': node(type, inputs),
    })
    expect(found).toMatchObject({ seed: 4, guidanceScale: 3, steps: 9, sampler: 'dpmpp_2m_sde', schedule })
    expect(names(found)).toEqual(['sigmas: SplitSigmas'])
  })

  test('of a guider without a negative prompt the scale is 1', () => {
    const found = read({
      '3': node('SamplerCustomAdvanced', {
        noise: ['20', 0],
        guider: ['21', 0],
        sampler: ['22', 0],
        sigmas: ['23', 0],
        latent_image: ['5', 0],
      }),
      '20': node('RandomNoise', { noise_seed: 6 }),
      '21': node('BasicGuider', { model: ['4', 0], conditioning: ['24', 0] }),
      '22': node('KSamplerSelect', { sampler_name: 'euler' }),
      '23': node('BasicScheduler', { scheduler: 'simple', steps: 4, denoise: 1, model: ['4', 0] }),
      '24': node('FluxGuidance', { guidance: 3.5, conditioning: ['6', 0] }),
    })
    expect(found).toMatchObject({ seed: 6, steps: 4, guidanceScale: 1, prompt: 'a fox', negativePrompt: '' })
    expect(names(found)).toEqual(['nodes: FluxGuidance'])
  })
})

describe('what it is made of', () => {
  test('LoRAs in the order in which they are laid on', () => {
    const found = read({
      '3': sampler({ model: ['20', 0] }),
      '20': node('LoraLoaderModelOnly', {
        lora_name: 'x/two.safetensors',
        strength_model: 0.5,
        model: ['21', 0],
      }),
      '21': node('LoraLoader', {
        lora_name: 'one.safetensors',
        strength_model: 1,
        strength_clip: 1,
        model: ['22', 0],
      }),
      '22': node('Power Lora Loader (rgthree)', {
        lora_1: { on: true, lora: 'zero.safetensors', strength: 0.3 },
        lora_2: { on: false, lora: 'off.safetensors', strength: 1 },
        model: ['4', 0],
      }),
    })
    expect(found?.loras.map(({ name, weight }) => `${name} ${weight}`)).toEqual([
      'zero 0.3',
      'one 1',
      'two 0.5',
    ])
    expect(found?.model).toEqual({ name: 'a', hash: null })
  })

  test('what else lies on the way from the model is not passed over', () => {
    const found = read({
      '3': sampler({ model: ['20', 0] }),
      '20': node('FreeU', { b1: 1.1, model: ['4', 0] }),
    })
    expect(found?.model.name).toBe('a')
    expect(names(found)).toEqual(['nodes: FreeU'])
  })

  test('a picture that it began from', () => {
    const found = read({
      '3': sampler({ latent_image: ['20', 0], denoise: 0.6 }),
      '20': node('VAEEncode', { pixels: ['21', 0], vae: ['4', 2] }),
      '21': node('LoadImage', { image: 'x.png' }),
    })
    expect(found).toMatchObject({ denoisingStrength: 0.6, width: null, height: null })
    expect(names(found)).toEqual(['latent_image: a picture'])
  })

  test('samplers that nothing is saved of do not count', () => {
    const found = readGraphOf({ '1': sampler({ seed: 77 }), ...plain })
    expect(found?.seed).toBe(1)
    expect(found?.unmapped).toEqual([])
    // Where nothing is saved at all, the first one counts.
    const { 9: _, ...unsaved } = plain
    expect(readGraphOf(unsaved)?.seed).toBe(1)
  })
})

describe('graphs that lead around in circles, and far', () => {
  test('everything that can be linked to itself', () => {
    const loop = read({
      '3': sampler({ latent_image: ['3', 0], model: ['20', 0], seed: ['21', 0], positive: ['22', 0] }),
      '20': node('LoraLoader', { lora_name: 'a', model: ['20', 0] }),
      '21': node('A', { seed: ['23', 0] }),
      '23': node('B', { seed: ['21', 0] }),
      '22': node('ConditioningCombine', { conditioning_1: ['22', 0], conditioning_2: ['22', 0] }),
    })
    expect(loop).toMatchObject({ seed: null, prompt: '', loras: [{ name: 'a' }], width: null })
    const two = read({
      '3': sampler({ latent_image: ['10', 0] }),
      '10': sampler({ latent_image: ['3', 0], seed: 2 }),
    })
    expect(two?.seed).toBe(1)
    const sigmas = read({
      '3': node('SamplerCustom', { ...sampler().inputs, sampler: ['3', 0], sigmas: ['20', 0] }),
      '20': node('FlipSigmas', { sigmas: ['20', 0] }),
    })
    expect(sigmas?.steps).toBe(null)
  })

  test('five thousand nodes in a row, and a hundred that each lead to all the others', () => {
    const began = performance.now()
    const row = Object.fromEntries(
      Array.from({ length: 4900 }, (_, i) => [
        `r${i}`,
        node('ConditioningSetMask', { conditioning: [i ? `r${i - 1}` : '6', 0] }),
      ]),
    )
    expect(read({ ...row, '3': sampler({ positive: ['r4899', 0] }) })?.seed).toBe(1)
    const web = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [
        `w${i}`,
        node(
          'Mix',
          Object.fromEntries(Array.from({ length: 100 }, (_, j) => [`conditioning_${j}`, [`w${j}`, 0]])),
        ),
      ]),
    )
    expect(read({ ...web, '3': sampler({ positive: ['w0', 0] }) })?.seed).toBe(1)
    const many = Object.fromEntries(
      Array.from({ length: 4000 }, (_, i) => [`s${i}`, sampler({ latent_image: [`s${i + 1}`, 0] })]),
    )
    expect(readGraphOf(many)).not.toBe(null)
    expect(performance.now() - began).toBeLessThan(3000)
  })
})

test('in a workflow a bypassed node passes on what comes in', () => {
  const nodes = [
    {
      id: 3,
      type: 'KSampler',
      widgets_values: [9],
      inputs: [
        { name: 'latent_image', link: 1 },
        { name: 'model', link: 2 },
      ],
    },
    { id: 5, type: 'EmptyLatentImage', widgets_values: [64, 72, 1] },
    {
      id: 6,
      type: 'LoraLoaderModelOnly',
      mode: 4,
      widgets_values: ['off', 1],
      inputs: [{ name: 'model', link: 3 }],
    },
    {
      id: 7,
      type: 'LoraLoaderModelOnly',
      mode: 0,
      widgets_values: ['on', 0.5],
      inputs: [{ name: 'model', link: 4 }],
    },
    { id: 8, type: 'CheckpointLoaderSimple', widgets_values: ['a.safetensors'] },
  ]
  const links = [
    [1, 5, 0, 3, 0, 'LATENT'],
    [2, 6, 0, 3, 1, 'MODEL'],
    [3, 7, 0, 6, 0, 'MODEL'],
    [4, 8, 0, 7, 0, 'MODEL'],
  ]
  const found = readTexts({ workflow: JSON.stringify({ nodes, links }) })
  expect(found?.loras).toEqual([{ name: 'on', weight: 0.5, hash: null }])
  expect(found?.model.name).toBe('a')
  expect(found?.unmapped).toEqual([])
})

test('a workflow of links as records, a muted node, a graph that is none', () => {
  const workflow = {
    nodes: [
      {
        id: 3,
        type: 'KSampler',
        widgets_values: [9, 'fixed', 20, 7, 'lms', 'karras', 1],
        inputs: [
          { name: 'latent_image', link: 1 },
          { name: 'positive', link: 2 },
        ],
      },
      { id: 5, type: 'EmptyLatentImage', widgets_values: [64, 72, 1] },
      { id: 6, type: 'CLIPTextEncode', widgets_values: ['a fox'] },
      { id: 7, type: 'KSampler', mode: 2, widgets_values: [1], inputs: [{ name: 'latent_image', link: 1 }] },
    ],
    links: [
      { id: 1, origin_id: 5, origin_slot: 0, target_id: 3, target_slot: 0 },
      { id: 2, origin_id: 6, origin_slot: 0, target_id: 3, target_slot: 1 },
      null,
    ],
  }
  expect(readTexts({ workflow: JSON.stringify(workflow) })).toMatchObject({
    program: 'comfyui',
    seed: 9,
    prompt: 'a fox',
    sampler: 'lms',
    schedule: 'karras',
    width: 64,
    height: 72,
    unmapped: [],
  })
  for (const text of ['{}', '{"nodes": 3, "links": 4}', '{"nodes": [null, 3, {"type": "KSampler"}]}'])
    expect(readTexts({ workflow: text })).toBe(null)
})
