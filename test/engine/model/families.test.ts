import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { defaultsOf } from '#engine/model/defaults.ts'
import { families, familyOf } from '#engine/model/families.ts'
import { readModelFolder } from '#engine/model/folder.ts'
import { openModel } from '#engine/model/open.ts'
import { sizeRule } from '#engine/model/size.ts'
import { fixture } from '../pipeline/draw.ts'

/**
 * The small files of the public models, as their repositories have them; only the keys that tell them apart. Graphs are
 * empty files: none is opened.
 */
type Public = {
  index?: string
  scheduler: Record<string, unknown>
  unet: Record<string, unknown>
  text?: Record<string, unknown>
  text2?: Record<string, unknown>
}

const sd = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear', steps_offset: 1 }
const pndm = { _class_name: 'PNDMScheduler', ...sd, skip_prk_steps: true, set_alpha_to_one: false }
const blocks = { block_out_channels: [320, 640, 1280, 1280], in_channels: 4 }
const xlBlocks = { block_out_channels: [320, 640, 1280], in_channels: 4, addition_embed_type: 'text_time' }
const clipL = { hidden_act: 'quick_gelu', hidden_size: 768, num_hidden_layers: 12 }
const clipH = { hidden_act: 'gelu', hidden_size: 1024, num_hidden_layers: 23 }
const clipG = { hidden_act: 'gelu', hidden_size: 1280, num_hidden_layers: 32 }
const xlTexts = { text: clipL, text2: clipG }
const leading = {
  _class_name: 'EulerDiscreteScheduler',
  ...sd,
  timestep_spacing: 'leading',
  prediction_type: 'epsilon',
}
const trailing = { ...leading, timestep_spacing: 'trailing' }
const lcm = { _class_name: 'LCMScheduler', ...sd, original_inference_steps: 50 }

const publicModels: Record<string, Public> = {
  'stable-diffusion-v1-5': {
    scheduler: pndm,
    unet: { ...blocks, sample_size: 64, cross_attention_dim: 768 },
    text: clipL,
  },
  'stable-diffusion-inpainting': {
    index: 'StableDiffusionInpaintPipeline',
    scheduler: pndm,
    unet: { ...blocks, in_channels: 9, sample_size: 64, cross_attention_dim: 768 },
    text: clipL,
  },
  'stable-diffusion-2-1': {
    scheduler: { ...pndm, _class_name: 'DDIMScheduler', prediction_type: 'v_prediction', clip_sample: false },
    unet: { ...blocks, sample_size: 96, cross_attention_dim: 1024 },
    text: clipH,
  },
  'sd-turbo': {
    scheduler: trailing,
    unet: { ...blocks, sample_size: 64, cross_attention_dim: 1024 },
    text: clipH,
  },
  LCM_Dreamshaper_v7: {
    index: 'LatentConsistencyModelPipeline',
    scheduler: lcm,
    unet: { ...blocks, sample_size: 96, cross_attention_dim: 768, time_cond_proj_dim: 256 },
    text: clipL,
  },
  'stable-diffusion-xl-base-1.0': {
    index: 'StableDiffusionXLPipeline',
    scheduler: leading,
    unet: { ...xlBlocks, sample_size: 128, cross_attention_dim: 2048 },
    ...xlTexts,
  },
  'stable-diffusion-xl-refiner-1.0': {
    index: 'StableDiffusionXLImg2ImgPipeline',
    scheduler: leading,
    unet: { ...xlBlocks, sample_size: 128, cross_attention_dim: 1280 },
    text2: clipG,
  },
  'sdxl-turbo': {
    index: 'StableDiffusionXLPipeline',
    scheduler: { ...trailing, _class_name: 'EulerAncestralDiscreteScheduler' },
    unet: { ...xlBlocks, sample_size: 64, cross_attention_dim: 2048 },
    ...xlTexts,
  },
  'sdxl-lightning-4step': {
    index: 'StableDiffusionXLPipeline',
    scheduler: leading,
    unet: { ...xlBlocks, sample_size: 128, cross_attention_dim: 2048 },
    ...xlTexts,
  },
  'lcm-sdxl': {
    index: 'StableDiffusionXLPipeline',
    scheduler: lcm,
    unet: { ...xlBlocks, sample_size: 128, cross_attention_dim: 2048, time_cond_proj_dim: 256 },
    ...xlTexts,
  },
}

let scratch: string
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'reroll-families-'))
})
afterEach(() => rmSync(scratch, { recursive: true }))

function write(name: string, { index = 'StableDiffusionPipeline', scheduler, unet, text, text2 }: Public) {
  const folder = join(scratch, name)
  const put = (file: string, value: unknown) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), value === null ? '' : JSON.stringify(value))
  }
  put('model_index.json', { _class_name: index })
  put('scheduler/scheduler_config.json', scheduler)
  const vae = { block_out_channels: [128, 256, 512, 512], latent_channels: 4 }
  for (const [part, config] of Object.entries({
    unet,
    vae_decoder: vae,
    text_encoder: text,
    text_encoder_2: text2,
  })) {
    if (!config) continue
    put(`${part}/config.json`, config)
    put(`${part}/model.onnx`, null)
  }
  return folder
}

const told = async (folder: string) => {
  const model = await readModelFolder(folder)
  const { steps, guidance, sampler, schedule, width } = defaultsOf(model, sizeRule(model, ['h', 'w']))
  return [familyOf(model).id, width, steps, guidance, sampler, schedule]
}

describe('public models are known by their files, each with its own defaults', () => {
  test.each<[string, ...(string | number)[]]>([
    ['stable-diffusion-v1-5', 'sd1', 512, 20, 7.5, 'plms', 'normal'],
    ['stable-diffusion-inpainting', 'sd1', 512, 20, 7.5, 'plms', 'normal'],
    ['stable-diffusion-2-1', 'sd2', 768, 25, 7.5, 'ddim', 'normal'],
    ['sd-turbo', 'sd-turbo', 512, 4, 0, 'euler', 'normal'],
    ['LCM_Dreamshaper_v7', 'lcm', 768, 4, 8, 'lcm', 'normal'],
    ['stable-diffusion-xl-base-1.0', 'sdxl', 1024, 30, 6, 'euler', 'normal'],
    ['stable-diffusion-xl-refiner-1.0', 'sdxl-refiner', 1024, 30, 6, 'euler', 'normal'],
    ['sdxl-turbo', 'sdxl-turbo', 512, 4, 0, 'euler_a', 'normal'],
    // Its scheduler was left as it was for thirty steps.
    ['sdxl-lightning-4step', 'sdxl-lightning', 1024, 4, 0, 'euler', 'sgm_uniform'],
    ['lcm-sdxl', 'sdxl-lcm', 1024, 4, 8, 'lcm', 'normal'],
  ])('%s', async (name, ...expected) => {
    expect(await told(write(name, publicModels[name]!))).toEqual(expected)
  })

  test('so is a folder of another name: the files count, not what it is called', async () => {
    expect((await told(write('mine', publicModels['sd-turbo']!)))[0]).toBe('sd-turbo')
    expect((await told(write('my xl', publicModels['sdxl-turbo']!)))[0]).toBe('sdxl-turbo')
  })

  test('trailing spacing alone is no sign of few steps: v-prediction models have it too', async () => {
    const base = publicModels['stable-diffusion-2-1']!
    const scheduler = { ...trailing, prediction_type: 'v_prediction', rescale_betas_zero_snr: true }
    expect((await told(write('zsnr', { ...base, scheduler })))[0]).toBe('sd2')
  })

  test('the shipped model is its own', async () => {
    const shipped = join(import.meta.dirname, '../../fixtures/shipped/picturebook')
    expect(familyOf(await readModelFolder(shipped)).id).toBe('own')
  })

  test('every row is some model’s', async () => {
    const found = new Set(['own'])
    for (const [name, files] of Object.entries(publicModels))
      found.add(String((await told(write(name, files)))[0]))
    expect([...found].sort()).toEqual(Object.keys(families).sort())
  })
})

describe('a tiny decoder', () => {
  test.each(['vae_decoder_tiny', 'taesd_decoder', 'vae_decoder_preview'])('is found in %s', async name => {
    const folder = write('model', publicModels['stable-diffusion-v1-5']!)
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'model.onnx'), '')
    writeFileSync(join(folder, name, 'config.json'), '{"_class_name": "AutoencoderTiny"}')
    const model = await readModelFolder(folder)
    expect(model.files.vae_decoder_preview).toBe(join(folder, name, 'model.onnx'))
    expect([model.vae.scaling_factor, model.vaePreview.scaling_factor]).toEqual([0.18215, 1])
  })

  test('in the place of the full one keeps its own scale, and the encoder its own', async () => {
    const folder = write('model', publicModels['stable-diffusion-v1-5']!)
    writeFileSync(
      join(folder, 'vae_decoder/config.json'),
      '{"_class_name": "AutoencoderTiny", "decoder_block_out_channels": [64, 64, 64, 64], "latent_channels": 4}',
    )
    mkdirSync(join(folder, 'vae_encoder'))
    writeFileSync(join(folder, 'vae_encoder/model.onnx'), '')
    writeFileSync(
      join(folder, 'vae_encoder/config.json'),
      '{"_class_name": "AutoencoderKL", "scaling_factor": 0.18215}',
    )
    const model = await readModelFolder(folder)
    expect([model.vae.scaling_factor, model.vaeEncoder.scaling_factor]).toEqual([1, 0.18215])
    expect(sizeRule(model, ['h', 'w']).latentScale).toBe(8)
  })
})

test('an XL folder whose encoders keep their inner layers to themselves is refused, with what to do', async () => {
  const folder = join(scratch, 'xl')
  cpSync(fixture('tiny-xl'), folder, { recursive: true })
  cpSync(join(fixture('tiny-sd'), 'text_encoder/model.onnx'), join(folder, 'text_encoder/model.onnx'))
  await expect(openModel(folder, { device: 'cpu' })).rejects.toThrow(/gives no hidden_states\.N.*optimum-cli/)
})

test('a folder without any text encoder is refused', async () => {
  const folder = write('model', publicModels['stable-diffusion-v1-5']!)
  rmSync(join(folder, 'text_encoder/model.onnx'))
  await expect(readModelFolder(folder)).rejects.toThrow(/text_encoder.model\.onnx is missing/)
  expect(readFileSync(join(folder, 'model_index.json'), 'utf8')).toContain('StableDiffusion')
})
