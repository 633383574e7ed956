import { existsSync } from 'node:fs'
import { access, constants, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import * as z from 'zod'
import { StudioError } from '#shared/errors.ts'
import { readJson } from '../json-file.ts'
import { parseSchedulerConfig, type SchedulerConfig } from '../sampling/scheduler-config.ts'
import { type StudioManifest, studioManifest } from './studio-manifest.ts'

/**
 * Every graph that a diffusers-ONNX folder may hold, and whether a picture can be drawn without it. `folders` are other
 * names that its folder goes by.
 */
const parts = {
  text_encoder: { required: false, folders: [] },
  text_encoder_2: { required: false, folders: [] },
  unet: { required: true, folders: [] },
  vae_decoder: { required: true, folders: [] },
  vae_decoder_preview: {
    required: false,
    folders: ['vae_decoder_tiny', 'taesd_decoder', 'taesdxl_decoder', 'tiny_vae_decoder', 'taesd'],
  },
  vae_encoder: { required: false, folders: [] },
} as const satisfies Record<string, { required: boolean; folders: readonly string[] }>
export type Part = keyof typeof parts

export type ModelFolder = {
  path: string
  /** The folder's own name. */
  id: string
  className: string
  files: Partial<Record<Part, string>>
  /** Graphs by the name of their folder within `controlnet/`; one that lies there alone is called `controlnet`. */
  controlNets: Record<string, string>
  scheduler: SchedulerConfig
  unet: UnetConfig
  /** Of the first text encoder that it has. */
  text: TextConfig
  /** Of the decoder, the encoder and the quick decoder, each with a scale of its own. */
  vae: VaeConfig
  vaeEncoder: VaeConfig
  vaePreview: VaeConfig
  /** Without a negative prompt guidance leads away from zeros, not from an empty text (diffusers, SDXL). */
  zerosForNoWords: boolean
  studio: StudioManifest | null
}

const modelIndex = z.looseObject({
  _class_name: z.string(),
  studio: z.string().optional(),
  force_zeros_for_empty_prompt: z.boolean().nullish(),
})

const unetConfig = z.looseObject({
  in_channels: z.int().positive().default(4),
  sample_size: z.union([z.int().positive(), z.array(z.int().positive())]).optional(),
  block_out_channels: z.array(z.int()).optional(),
  time_cond_proj_dim: z.int().positive().nullish(),
  cross_attention_dim: z.unknown().optional(),
  addition_embed_type: z.string().nullish(),
})
type UnetConfig = z.output<typeof unetConfig>

const perChannel = z.union([z.number(), z.array(z.number())])
/** diffusers' AutoencoderTiny calls the widths of its levels otherwise, and works on the denoiser's own scale. */
const vaeConfig = z
  .looseObject({
    _class_name: z.string().optional(),
    scaling_factor: z.number().positive().optional(),
    decoder_block_out_channels: z.array(z.int()).optional(),
    shift_factor: perChannel.nullish(),
    latent_channels: z.int().positive().default(4),
    block_out_channels: z.array(z.int()).optional(),
  })
  .transform(({ decoder_block_out_channels, ...values }) => ({
    ...values,
    scaling_factor: values.scaling_factor ?? (values._class_name === 'AutoencoderTiny' ? 1 : 0.18215),
    block_out_channels: values.block_out_channels ?? decoder_block_out_channels,
  }))
type VaeConfig = z.output<typeof vaeConfig>

const textConfig = z.looseObject({ hidden_act: z.string().optional() })
type TextConfig = z.output<typeof textConfig>

const unsupported: Record<string, string> = {
  transformer: 'it draws with a transformer (SD3, Flux and the like); only U-Net models can run',
  prior: 'it is a two-part Kandinsky or Cascade model; only U-Net Stable Diffusion models can run',
}

/**
 * Reads what a folder in diffusers-ONNX layout says of itself; opens no graph.
 * Errors: `model-missing` when a needed file is not there, `model-broken` when one cannot be understood.
 */
export async function readModelFolder(path: string): Promise<ModelFolder> {
  const folder = resolve(path)
  const info = await statReadable(folder).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such folder' : `it cannot be read (${error.code})`
    throw new StudioError('model-missing', `No model at ${folder}: ${why}`)
  })
  if (!info.isDirectory())
    throw new StudioError('model-missing', `No model at ${folder}: expected a folder, found a file`)
  if (!existsSync(join(folder, 'model_index.json'))) throw new StudioError('model-missing', notAModel(folder))
  const index = await readJson(join(folder, 'model_index.json'), modelIndex)
  for (const [part, why] of Object.entries(unsupported))
    if (existsSync(join(folder, part))) throw new StudioError('model-broken', `${folder} cannot run: ${why}`)
  const files: ModelFolder['files'] = {}
  for (const part of Object.keys(parts) as Part[]) {
    const places = [part, ...parts[part].folders].map(name => join(folder, name, 'model.onnx'))
    const file = places.find(existsSync)
    if (file) files[part] = file
    else if (parts[part].required) throw new StudioError('model-missing', missingPart(folder, part))
  }
  if (!files.text_encoder && !files.text_encoder_2)
    throw new StudioError('model-missing', missingPart(folder, 'text_encoder'))
  const config = async <S extends z.ZodType>(schema: S, ...graphs: (string | undefined)[]) => {
    const file = graphs
      .map(graph => graph && join(dirname(graph), 'config.json'))
      .find(at => at && existsSync(at))
    return file ? readJson(file, schema) : schema.parse({})
  }
  return {
    path: folder,
    id: basename(folder),
    className: index._class_name,
    files,
    controlNets: await controlNetsIn(join(folder, 'controlnet')),
    scheduler: parseSchedulerConfig(
      await readJson(join(folder, 'scheduler', 'scheduler_config.json'), z.unknown()),
    ),
    unet: await config(unetConfig, files.unet),
    text: await config(textConfig, files.text_encoder, files.text_encoder_2),
    vae: await config(vaeConfig, files.vae_decoder),
    vaeEncoder: await config(vaeConfig, files.vae_encoder, files.vae_decoder),
    vaePreview: await config(vaeConfig, files.vae_decoder_preview, files.vae_decoder),
    zerosForNoWords: index.force_zeros_for_empty_prompt ?? index._class_name.includes('StableDiffusionXL'),
    studio: index.studio ? await readJson(join(folder, index.studio), studioManifest) : null,
  }
}

async function controlNetsIn(folder: string): Promise<Record<string, string>> {
  const alone = join(folder, 'model.onnx')
  if (existsSync(alone)) return { controlnet: alone }
  const names = await readdir(folder).catch(() => [])
  const found = names.sort().map(name => [name, join(folder, name, 'model.onnx')] as const)
  return Object.fromEntries(found.filter(([, file]) => existsSync(file)))
}

/** A folder that may be seen but not entered would otherwise look empty. */
async function statReadable(folder: string) {
  const info = await stat(folder)
  await access(folder, info.isDirectory() ? constants.R_OK | constants.X_OK : constants.R_OK)
  return info
}

const notAModel = (folder: string) =>
  `No model at ${folder}: model_index.json is missing. Expected a folder in diffusers-ONNX layout (model_index.json, ` +
  'scheduler/, tokenizer/, text_encoder/, unet/, vae_decoder/). A .safetensors checkpoint must be exported first: ' +
  '`optimum-cli export onnx --model CHECKPOINT FOLDER`'

function missingPart(folder: string, part: Part): string {
  const weights = existsSync(join(folder, part, 'diffusion_pytorch_model.safetensors'))
  const hint = weights
    ? 'It holds PyTorch weights instead: export it with `optimum-cli export onnx`'
    : "Copy the model's folder again"
  return `${join(folder, part, 'model.onnx')} is missing. ${hint}`
}
