import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { StudioError } from '#shared/errors.ts'
import { readJson } from '../json-file.ts'
import type { Cleaner } from '../tokenizer/clean.ts'
import type { BeliefKind } from './belief.ts'
import { findGraphs, type ScorerGraphs } from './graphs.ts'
import type { Family } from './ports.ts'
import { type Preparation, readOpenClipPreprocess, readPreprocessor } from './preparation.ts'

/** What a folder with a CLIP, SigLIP or OpenCLIP model says of itself. */
export type DualFolder = {
  path: string
  family: Family
  kind: BeliefKind
  graphs: ScorerGraphs
  preparation: Preparation
  /** The folder with the tokenizer's files. */
  tokenizer: string
  cleaner: Cleaner | undefined
  /** Tokens that the text encoder reads, and pixels a side that the image encoder does, where the config says. */
  maxLength: number | undefined
  imageSize: number | undefined
  /** Of the config; a scale below 10 is taken for its logarithm, as the weights hold it. */
  logitScale: number | undefined
  logitBias: number | undefined
  /** The small files that decide what an embedding is. */
  settings: string[]
}

const count = z.int().positive()
const dualConfig = z.looseObject({
  model_type: z.string().optional(),
  logit_scale: z.number().optional(),
  logit_bias: z.number().optional(),
  text_config: z.looseObject({ max_position_embeddings: count.optional() }).optional(),
  vision_config: z.looseObject({ image_size: count.optional() }).optional(),
  embed_dim: count.optional(),
  init_logit_bias: z.number().optional(),
  vision_cfg: z.looseObject({ image_size: z.union([count, z.array(count)]).optional() }).optional(),
  text_cfg: z
    .looseObject({
      context_length: count.default(77),
      tokenizer_kwargs: z.looseObject({ clean: z.string().optional() }).optional(),
    })
    .optional(),
})
type DualConfig = z.output<typeof dualConfig>

const families: Record<string, Family> = { clip: 'clip', siglip: 'siglip', siglip2: 'siglip' }

/** OpenCLIP's words for how texts are cleaned; what it calls `lower` and `whitespace`, the tokenizers do themselves. */
const openCleaners: Record<string, Cleaner> = { canonicalize: 'openCanonical', lower: 'lower' }

/**
 * Reads a dual encoder's folder in the layout of transformers or OpenCLIP; opens no graph.
 * Errors: `model-missing` naming what was looked for, `model-broken` when a file cannot be understood.
 */
export async function readDualFolder(path: string): Promise<DualFolder> {
  const info = await stat(path).catch(() => null)
  if (!info?.isDirectory())
    throw new StudioError(
      'model-missing',
      `No scorer at ${path}: ${info ? 'expected a folder, found a file' : 'there is no such folder'}`,
    )
  const graphs = findGraphs(path)
  const configFile = join(path, 'config.json')
  const config = await readJson(configFile, dualConfig)
  const family = familyOf(config, configFile)
  const tokenizer = ['', 'textual', 'tokenizer'].map(name => join(path, name)).find(holdsTokenizer) ?? path
  const { preparation, file } = await preparationOf(path, family)
  const imageSize = family === 'openclip' ? config.vision_cfg?.image_size : config.vision_config?.image_size
  return {
    path,
    family,
    kind:
      family === 'siglip' || (family === 'openclip' && config.init_logit_bias !== undefined)
        ? 'sigmoid'
        : 'softmax',
    graphs,
    preparation,
    tokenizer,
    cleaner: openCleaners[config.text_cfg?.tokenizer_kwargs?.clean ?? ''],
    maxLength:
      family === 'openclip' ? config.text_cfg?.context_length : config.text_config?.max_position_embeddings,
    imageSize: typeof imageSize === 'number' ? imageSize : imageSize?.[0],
    logitScale:
      config.logit_scale !== undefined && config.logit_scale < 10
        ? Math.exp(config.logit_scale)
        : config.logit_scale,
    logitBias: config.logit_bias,
    settings: [configFile, file, ...tokenizerFiles.map(name => join(tokenizer, name)).filter(existsSync)],
  }
}

const tokenizerFiles = [
  'tokenizer.json',
  'vocab.json',
  'merges.txt',
  'tokenizer_config.json',
  'special_tokens_map.json',
]
const holdsTokenizer = (folder: string) =>
  existsSync(join(folder, 'tokenizer.json')) || existsSync(join(folder, 'merges.txt'))

function familyOf({ model_type: type, embed_dim, vision_cfg, text_cfg }: DualConfig, file: string): Family {
  const family = families[type ?? '']
  if (family) return family
  if (!type && embed_dim && vision_cfg && text_cfg) return 'openclip'
  throw new StudioError(
    'model-broken',
    `${file} describes ${type ? `a model of type ${type}` : 'no model that is known'}; expected model_type clip, siglip or siglip2, or an OpenCLIP config (embed_dim, vision_cfg, text_cfg)`,
  )
}

async function preparationOf(path: string, family: Family) {
  const usual = join(path, 'preprocessor_config.json')
  if (family === 'openclip') {
    const file = [join(path, 'visual', 'preprocess_cfg.json'), join(path, 'preprocess_cfg.json')].find(
      existsSync,
    )
    if (file) return { file, preparation: await readOpenClipPreprocess(file) }
  }
  if (existsSync(usual))
    return {
      file: usual,
      preparation: await readPreprocessor(usual, family === 'siglip' ? 'siglip' : 'clip'),
    }
  throw new StudioError(
    'model-missing',
    family === 'openclip'
      ? `${join(path, 'visual', 'preprocess_cfg.json')} is missing, so nobody knows how the model sees pictures; copy it again`
      : `${usual} is missing, so nobody knows how the model sees pictures; copy it from the model's page`,
  )
}
