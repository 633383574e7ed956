import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Foreign, foreign } from '#shared/interchange/foreign.ts'
import { programs } from '#shared/interchange/programs.ts'
import { programName } from '#shared/interchange/read-foreign.ts'
import { vocabularyOf } from '#shared/interchange/sampling.ts'
import { folder, readFile, readTexts } from './read.ts'

type Expected = Omit<Partial<Foreign>, 'unmapped'> & { unmapped: string[] }

const fooocus: Expected = {
  version: 'Fooocus v2.5.5',
  prompt: 'a castle on a hill, cinematic still a castle on a hill, film grain',
  negativePrompt: 'unrealistic, saturated, fog',
  seed: 8589934592,
  steps: 30,
  guidanceScale: 4,
  sampler: 'dpmpp_2m_sde_gpu',
  schedule: 'karras',
  width: 1152,
  height: 896,
  model: { name: 'juggernautXL_v8Rundiffusion', hash: 'aeb7e9e689' },
  loras: [
    {
      name: 'sd_xl_offset_example-lora_1.0',
      weight: 0.1,
      hash: '4852686128f953d0277d0793e2f0335352f96a919c9c16a09787d77f55cbdf6f',
    },
  ],
  rngKind: 'cpu',
  clipSkip: 2,
  unmapped: ['adm_guidance', 'performance', 'sharpness', 'styles'],
}
const a1111: Expected = {
  version: 'v1.10.1',
  prompt: 'a lighthouse in a storm, (crashing waves:1.2) <lora:oil-paint:0.6>, été',
  negativePrompt: 'blurry,\nlowres',
  seed: 3141592653,
  steps: 28,
  guidanceScale: 6.5,
  sampler: 'DPM++ 2M',
  schedule: 'Karras',
  width: 512,
  height: 768,
  model: { name: 'v1-5-pruned-emaonly', hash: '6ce0161689' },
  loras: [{ name: 'oil-paint', weight: 0.6, hash: '7c6bad76eb54' }],
  rngKind: 'cpu',
  clipSkip: 2,
  variation: { seed: 77, strength: 0.15 },
  unmapped: [
    'Denoising strength',
    ...['VAE hash', 'VAE', 'ENSD', 'Hires upscale', 'Hires steps', 'Hires upscaler', 'TI hashes'],
  ],
}
const comfyui: Expected = {
  prompt: 'an owl on a mossy branch',
  negativePrompt: 'watermark, text',
  seed: 1125899906842620,
  steps: 24,
  guidanceScale: 7.5,
  sampler: 'dpmpp_2m_sde_gpu',
  schedule: 'karras',
  width: 768,
  height: 512,
  model: { name: 'dreamshaper_8', hash: null },
  loras: [{ name: 'add_detail', weight: 0.7, hash: null }],
  rngKind: 'cpu',
  clipSkip: 2,
  unmapped: ['node 13', 'nodes'],
}
const sdcpp: Expected = {
  version: 'stable-diffusion.cpp',
  prompt: 'a café, 夜',
  negativePrompt: 'cars',
  seed: 4242,
  steps: 12,
  guidanceScale: 5,
  sampler: 'dpm++2m',
  schedule: 'karras',
  width: 512,
  height: 640,
  model: { name: 'sd_v1.5', hash: null },
  rngKind: 'cuda',
  clipSkip: 2,
  unmapped: ['Guidance'],
}
const stabilityMatrix: Expected = {
  prompt: 'a moth, naïve art',
  negativePrompt: 'dark',
  seed: '18446744073709551615',
  steps: 25,
  guidanceScale: 6,
  sampler: 'DPM++ 2S a Karras',
  width: 640,
  height: 896,
  model: { name: 'ExampleMix7', hash: 'b899d188a1' },
  rngKind: 'cpu',
  unmapped: [],
}
const novelai: Expected = {
  prompt: 'a {fox} in 1.3::autumn leaves::',
  negativePrompt: 'lowres',
  seed: 3816166865,
  steps: 28,
  guidanceScale: 5,
  sampler: 'k_euler_ancestral',
  schedule: 'karras',
  width: 832,
  height: 1216,
  model: { name: 'NovelAI Diffusion V4.5 4BDE2A90', hash: null },
  unmapped: ['character 1', 'sm', 'cfg_rescale', 'dynamic_thresholding'],
}
const easyDiffusion: Expected = {
  prompt: 'a kite',
  negativePrompt: 'wires',
  seed: 4096,
  steps: 25,
  guidanceScale: 7.5,
  sampler: 'dpmpp_2s_a',
  width: 768,
  height: 512,
  model: { name: 'sd-v1-5', hash: null },
  clipSkip: 2,
  unmapped: [],
}

/** What is in each file beside `make_foreign.py`, field by field; what is left out must be null. */
const expected: Record<string, [program: string, told: Expected]> = {
  'a1111.png': ['a1111', a1111],
  'a1111.jpg': ['a1111', a1111],
  'a1111.webp': ['a1111', a1111],
  'a1111-old.png': [
    'a1111',
    {
      version: 'v1.4.0',
      prompt: 'masterpiece, 灯台',
      negativePrompt: 'fog',
      seed: 42,
      steps: 20,
      guidanceScale: 7,
      sampler: 'Euler a',
      width: 640,
      height: 512,
      model: { name: 'anything', hash: 'abcdef12' },
      rngKind: 'cuda',
      denoisingStrength: 0.6,
      unmapped: ['Mask blur'],
    },
  ],
  'forge.png': [
    'forge',
    {
      version: 'f2.0.1v1.10.1-previous-665-gae278f79',
      prompt: 'a harbour at dawn',
      seed: 99,
      steps: 20,
      guidanceScale: 1,
      sampler: 'Euler',
      schedule: 'Simple',
      width: 896,
      height: 1152,
      model: { name: 'flux1-dev-bnb-nf4', hash: 'c161224931' },
      rngKind: 'cuda',
      unmapped: ['Distilled CFG Scale', 'Module 1'],
    },
  ],
  'comfyui.png': ['comfyui', comfyui],
  'comfyui.webp': ['comfyui', comfyui],
  'comfyui-workflow.png': [
    'comfyui',
    {
      prompt: 'a fern in the rain',
      negativePrompt: 'watermark',
      seed: 156680208700286,
      // Not the 20 in its row of values: an input of its own leads to 33.
      steps: 33,
      guidanceScale: 8,
      sampler: 'euler',
      schedule: 'normal',
      width: 512,
      height: 640,
      model: { name: 'v1-5-pruned-emaonly', hash: null },
      rngKind: 'cpu',
      unmapped: [],
    },
  ],
  'comfyui-custom.png': [
    'comfyui',
    {
      prompt: 'a tram in the snow, warm windows',
      seed: '18446744073709551557',
      steps: 30,
      guidanceScale: 4.5,
      sampler: 'uni_pc',
      schedule: 'beta',
      width: 1024,
      height: 832,
      model: { name: 'sd_xl_base_1.0', hash: null },
      rngKind: 'cpu',
      unmapped: ['conditioning'],
    },
  ],
  'invokeai.png': [
    'invokeai',
    {
      version: '6.13.0',
      prompt: 'a desk by a window++',
      negativePrompt: 'people',
      seed: 2718281828,
      steps: 30,
      guidanceScale: 7.5,
      sampler: 'dpmpp_2m_sde',
      schedule: 'karras',
      width: 1024,
      height: 1216,
      model: { name: 'Juggernaut XL v9', hash: 'blake3:0a1b2c' },
      loras: [{ name: 'ink', weight: 0.8, hash: 'blake3:77' }],
      rngKind: 'cpu',
      clipSkip: 1,
      unmapped: ['cfg_rescale_multiplier'],
    },
  ],
  'invokeai-2.png': [
    'invokeai',
    {
      version: '2.3.5',
      prompt: 'a mill by a river',
      negativePrompt: 'ducks',
      seed: 1234,
      steps: 40,
      guidanceScale: 8,
      sampler: 'k_euler_a',
      width: 576,
      height: 448,
      model: { name: 'stable-diffusion-1.5', hash: 'cc6cb27103417325' },
      rngKind: 'cuda',
      unmapped: ['perlin'],
    },
  ],
  'invokeai-1.png': [
    'invokeai',
    {
      prompt: 'a mill by a river',
      seed: 4294967295,
      steps: 50,
      guidanceScale: 7.5,
      sampler: 'k_lms',
      width: 512,
      height: 640,
      rngKind: 'cuda',
      unmapped: ['seamless'],
    },
  ],
  'fooocus.png': ['fooocus', fooocus],
  'fooocus.jpg': ['fooocus', fooocus],
  'fooocus.webp': ['fooocus', fooocus],
  'fooocus-a1111.png': [
    'fooocus',
    {
      version: 'Fooocus v2.5.5',
      prompt: 'a castle on a hill, film grain',
      negativePrompt: 'fog',
      seed: 55,
      steps: 30,
      guidanceScale: 4,
      sampler: 'DPM++ 2M SDE',
      schedule: 'karras',
      width: 896,
      height: 1152,
      model: { name: 'juggernautXL_v8Rundiffusion', hash: 'aeb7e9e689' },
      loras: [{ name: 'offset', weight: 0.1, hash: '4852686128' }],
      rngKind: 'cpu',
      unmapped: ['Sharpness', 'ADM Guidance', 'Performance'],
    },
  ],
  'sdcpp.png': ['sdcpp', sdcpp],
  'sdcpp.jpg': ['sdcpp', sdcpp],
  'sdcpp.webp': ['sdcpp', sdcpp],
  'sdcpp-json.png': [
    'sdcpp',
    {
      ...sdcpp,
      prompt: 'a café, 夜, Seed: 999',
      guidanceScale: 5.25,
      sampler: 'euler_a',
      schedule: 'discrete',
      unmapped: ['Guidance', 'upscale_repeats'],
    },
  ],
  'stability-matrix.png': ['stability-matrix', stabilityMatrix],
  'stability-matrix-json.png': [
    'stability-matrix',
    {
      ...stabilityMatrix,
      model: {
        name: 'ExampleMix7',
        hash: 'b899d188a1ac7356bfb9399b2277d5b21712aa360f8f9514fba6fcce021baff7',
      },
    },
  ],
  'novelai.png': ['novelai', novelai],
  'novelai.webp': ['novelai', novelai],
  'swarmui.png': [
    'swarmui',
    {
      version: '0.9.8.1',
      prompt: 'a greenhouse',
      negativePrompt: 'people',
      seed: 882695506,
      steps: 26,
      guidanceScale: 6,
      sampler: 'euler_ancestral',
      schedule: 'ddim_uniform',
      width: 1216,
      height: 768,
      model: { name: 'sd_xl_base_1.0', hash: '0x84fc41ea0821fa0a' },
      loras: [
        { name: 'styleA', weight: 0.4, hash: '0xe8055d97ec312203' },
        { name: 'turbo-v0.2', weight: 0.7, hash: null },
      ],
      rngKind: 'cpu',
      clipSkip: 2,
      unmapped: ['zeronegative'],
    },
  ],
  'draw-things.png': [
    'draw-things',
    {
      prompt: 'a stone bridge',
      negativePrompt: 'boats & people',
      seed: 1664,
      steps: 22,
      guidanceScale: 7.5,
      sampler: 'DPM++ 2M Karras',
      width: 512,
      height: 704,
      model: { name: 'sd_v1.5_f16', hash: null },
      denoisingStrength: 1,
      unmapped: [],
    },
  ],
  'easy-diffusion.png': ['easy-diffusion', easyDiffusion],
  'easy-diffusion.jpg': ['easy-diffusion', easyDiffusion],
}

describe('each program’s own files', () => {
  test('all of them are expected here', () => {
    expect(Object.keys(expected).sort()).toEqual(
      readdirSync(folder)
        .filter(name => !name.endsWith('.py'))
        .sort(),
    )
  })

  test.each(Object.entries(expected))('%s', (name, [program, { unmapped, ...told }]) => {
    const found = readFile(name)
    expect({ ...found, unmapped: [] }).toEqual(foreign(program, told))
    expect(found.unmapped.map(entry => entry.name)).toEqual(unmapped)
    for (const { value, why } of found.unmapped) {
      expect(value).not.toBe('')
      expect(why).toMatch(/^\S.{10,}/)
    }
  })
})

test('every program that can be read has a name, words of its own, and a file here', () => {
  const readable = new Set(Object.values(expected).map(([program]) => program))
  for (const { id } of programs) {
    expect(programName(id)).not.toBe(id)
    if (id === 'invokeai-old' || id === 'reroll') continue
    expect(readable).toContain(id)
    expect(vocabularyOf[id]).toBeDefined()
  }
})

describe('which program it was', () => {
  test('a text of ours without our record keeps its dice', () => {
    const dice = {
      split: 0.25,
      layout: 7,
      texture: null,
      sampler: null,
      channels: {},
      regions: [],
      toward: null,
    }
    const text = `a bird\nSteps: 20, Sampler: PLMS, Schedule type: Normal, CFG scale: 7, Seed: 3, Size: 64x64, Model: m, Dice: ${JSON.stringify(JSON.stringify(dice))}, RNG: NV, Version: Reroll 0.1.0`
    expect(readTexts({ parameters: text })).toMatchObject({
      program: 'reroll',
      dice,
      rngKind: 'cuda',
      unmapped: [],
    })
  })

  test('marks of a program win over the text that it adds for others', () => {
    const parameters = 'x\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 3, Size: 64x64'
    const metadata = JSON.stringify({ positive_prompt: 'theirs', seed: 9 })
    expect(readTexts({ parameters, invokeai_metadata: metadata })).toMatchObject({
      program: 'invokeai',
      seed: 9,
    })
    expect(readTexts({ parameters, smproj: '{}' })).toMatchObject({ program: 'stability-matrix', seed: 3 })
    // A graph that nothing is drawn by says nothing.
    expect(readTexts({ parameters, prompt: '{"1": {"class_type": "Note", "inputs": {}}}' })).toMatchObject({
      program: 'a1111',
      seed: 3,
    })
  })

  test('a prompt alone is a prompt; a photo’s comment is none', () => {
    expect(readTexts({ parameters: 'a bird' })).toMatchObject({
      program: 'a1111',
      prompt: 'a bird',
      seed: null,
    })
    expect(readTexts({ 'exif:UserComment': 'Holidays: 2019, Beach: yes, Weather: fine' })).toBe(null)
    expect(readTexts({ comment: 'CREATOR: gd-jpeg v1.0 (using IJG JPEG v80), quality = 90' })).toBe(null)
    expect(readTexts({ Software: 'GIMP', Comment: 'Created with GIMP' })).toBe(null)
    expect(readTexts({})).toBe(null)
  })

  test.each([
    [
      { invokeai_metadata: '{"positive_prompt": 3, "seed": "x", "model": [], "loras": {"a": 1}}' },
      'invokeai',
    ],
    [{ 'sd-metadata': '{"image": {"prompt": [{}]}}' }, 'invokeai'],
    [{ parameters: '{"sui_image_params": {"prompt": null, "loras": 5}}' }, 'swarmui'],
    [
      { Software: 'NovelAI', Comment: '{"prompt": [], "v4_prompt": {"caption": {"char_captions": "x"}}}' },
      'novelai',
    ],
    [
      { fooocus_scheme: 'fooocus', parameters: '{"steps": "many", "prompt": "x", "loras": [[], 3, [null]]}' },
      'fooocus',
    ],
  ])('values of other kinds are left out: %j', (texts, program) => {
    expect(readTexts(texts as Record<string, string>)).toMatchObject({
      program,
      seed: null,
      steps: null,
      loras: [],
    })
  })

  test.each([
    { 'sd-metadata': '[]', Dream: 'no quotes' },
    { fooocus_scheme: 'fooocus', parameters: 'no JSON' },
    { smproj: '{', parameters: 'nothing' },
    { Software: 'NovelAI', Comment: '{' },
    { prompt: '{"1": {"class_type": 3}}', workflow: '{"nodes": {}}' },
  ])('what cannot be understood is not: %j', texts => {
    const found = readTexts(texts as unknown as Record<string, string>)
    expect(found === null || found.program === 'a1111').toBe(true)
    expect(found?.seed ?? null).toBe(null)
  })
})
