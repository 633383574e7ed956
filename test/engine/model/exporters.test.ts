import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSession } from '#engine/runtime.ts'
import type { Settings } from '#shared/generation.ts'
import { golden } from '../golden/golden.ts'
import { draw, fixture, worstDifference } from '../pipeline/draw.ts'
import { type Borders, reborder } from './reborder.ts'

type Picture = { name: string; settings: Partial<Settings> }
const { pictures } = golden<{ pictures: Picture[] }>('pictures/pictures.json')
const wanted = (name: string) => ({
  settings: pictures.find(picture => picture.name === name)!.settings,
  pixels: decode(readFileSync(new URL(`../golden/pictures/${name}.png`, import.meta.url))).data as Uint8Array,
})

/** The borders of each exporter's graphs (docs/families.md), as far as they differ from those of the tiny models. */
type Exporter = { model?: string; picture?: string; parts: Record<string, Borders> }

const half = { type: 'half' } as const
const ids = (dims: (string | number)[], type: 'int32' | 'int64' = 'int32') => ({ input_ids: { type, dims } })
const bare = { without: ['pooler_output'] }

const exporters: Record<string, Exporter> = {
  'optimum 2': {
    parts: {
      text_encoder: { inputs: ids(['batch_size', 'sequence_length'], 'int64') },
      unet: { inputs: { timestep: { dims: [] } } },
    },
  },
  'optimum 1, whose text encoders read int32': {
    parts: { text_encoder: { inputs: ids(['batch_size', 'sequence_length']) } },
  },
  'the script of diffusers: one time for each row': {
    parts: {
      text_encoder: { inputs: ids(['batch', 'sequence']) },
      unet: {
        inputs: {
          sample: { dims: ['batch', 'channels', 'height', 'width'] },
          timestep: { dims: ['batch'] },
          encoder_hidden_states: { dims: ['batch', 'sequence', 32] },
        },
      },
    },
  },
  'the script of diffusers before 0.7: whole times as a scalar': {
    parts: { text_encoder: bare, unet: { inputs: { timestep: { type: 'int64', dims: [] } } } },
  },
  'Olive in half precision': {
    parts: {
      text_encoder: { inputs: ids(['text_batch', 'text_sequence']), outputs: { last_hidden_state: half } },
      unet: {
        inputs: {
          sample: { ...half, dims: ['unet_sample_batch', 4, 'unet_sample_height', 'unet_sample_width'] },
          timestep: { ...half, dims: ['unet_time_batch'] },
          encoder_hidden_states: { ...half, dims: ['unet_hidden_batch', 'unet_hidden_sequence', 32] },
        },
        outputs: { out_sample: half },
      },
      vae_decoder: { inputs: { latent_sample: half }, outputs: { sample: half } },
    },
  },
  'Olive with fixed shapes: two rows of one size': {
    parts: {
      text_encoder: { inputs: ids([1, 77]) },
      unet: {
        inputs: {
          sample: { dims: [2, 4, 8, 8] },
          timestep: { dims: [1] },
          encoder_hidden_states: { dims: [2, 77, 32] },
        },
      },
      vae_decoder: { inputs: { latent_sample: { dims: [1, 4, 8, 8] } } },
    },
  },
  'onnxruntime, stable_diffusion: text_embeddings, latent, images': {
    parts: {
      text_encoder: {
        inputs: ids(['B', 77]),
        outputs: { last_hidden_state: { name: 'text_embeddings' } },
        ...bare,
      },
      unet: {
        inputs: {
          sample: { dims: ['2B', 4, 'H', 'W'] },
          timestep: { dims: [1] },
          encoder_hidden_states: { dims: ['2B', 77, 32] },
        },
        outputs: { out_sample: { name: 'latent' } },
      },
      vae_decoder: { inputs: { latent_sample: { name: 'latent' } }, outputs: { sample: { name: 'images' } } },
    },
  },
  'ONNX Runtime Web: half precision, int64 times': {
    parts: {
      unet: {
        inputs: { sample: half, timestep: { type: 'int64', dims: [1] }, encoder_hidden_states: half },
        outputs: { out_sample: half },
      },
    },
  },
  'older names': {
    parts: {
      unet: {
        inputs: {
          sample: { name: 'x' },
          timestep: { name: 't', type: 'int32' },
          encoder_hidden_states: { name: 'context' },
        },
        outputs: { out_sample: { name: 'noise_pred' } },
      },
      vae_decoder: { inputs: { latent_sample: { name: 'z' } }, outputs: { sample: { name: 'image' } } },
    },
  },
  'SDXL by Olive, in half precision': {
    model: 'tiny-xl',
    picture: 'xl-euler',
    parts: {
      text_encoder: { inputs: ids(['batch', 77]) },
      text_encoder_2: { inputs: ids(['batch', 77], 'int64'), outputs: { text_embeds: half } },
      unet: {
        inputs: {
          sample: half,
          timestep: { ...half, dims: ['unet_time_batch'] },
          encoder_hidden_states: half,
          text_embeds: half,
          time_ids: half,
        },
        outputs: { out_sample: half },
      },
    },
  },
}

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'reroll-exporters-')), 'model')
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

function exported({ model = 'tiny-sd', parts }: Exporter): void {
  cpSync(fixture(model), folder, { recursive: true })
  for (const [part, borders] of Object.entries(parts)) {
    const file = join(folder, part, 'model.onnx')
    writeFileSync(file, reborder(readFileSync(file), borders))
  }
}

describe('what each exporter writes draws the same picture, within 2/255', () => {
  test.each(Object.entries(exporters))('%s', async (_, exporter) => {
    exported(exporter)
    const { settings, pixels } = wanted(exporter.picture ?? 'ddim')
    const drawn = await draw(folder, settings)
    expect(worstDifference(drawn.pictures[0]!, pixels)).toBeLessThanOrEqual(2)
  })
})

test('the graphs do have those borders', async () => {
  exported(exporters['onnxruntime, stable_diffusion: text_embeddings, latent, images']!)
  const session = await openSession(join(folder, 'text_encoder/model.onnx'), { provider: 'cpu', threads: 1 })
  expect(session.inputs).toEqual([{ name: 'input_ids', type: 'int32', dims: ['B', 77] }])
  expect(session.outputs.map(({ name }) => name)).toEqual(['text_embeddings'])
  await session.release()
  const unet = await openSession(join(folder, 'unet/model.onnx'), { provider: 'cpu', threads: 1 })
  expect(unet.inputs.find(({ name }) => name === 'sample')!.dims).toEqual(['2B', 4, 'H', 'W'])
  expect(unet.outputs.map(({ name }) => name)).toEqual(['latent'])
  await unet.release()
})

test('what Stable Diffusion repositories bring besides does not disturb: safety checker, feature extractor, weights.pb', async () => {
  exported({ parts: {} })
  for (const [part, file] of [
    ['safety_checker', 'model.onnx'],
    ['feature_extractor', 'preprocessor_config.json'],
  ] as const)
    cpSync(join(folder, 'model_index.json'), join(folder, part, file), { recursive: true })
  const { settings, pixels } = wanted('ddim')
  expect(worstDifference((await draw(folder, settings)).pictures[0]!, pixels)).toBeLessThanOrEqual(2)
})
