import { leftOver, modelName, numberOf, seedOf, textOf } from '../fields.ts'
import { foreign, type Program, type Texts } from '../foreign.ts'
import { readRecord } from '../json.ts'

/** Its own names; those that people read are in `labels`. */
const labels = {
  prompt: 'Prompt',
  negative_prompt: 'Negative Prompt',
  seed: 'Seed',
  num_inference_steps: 'Steps',
  guidance_scale: 'Guidance Scale',
  width: 'Width',
  height: 'Height',
  sampler_name: 'Sampler',
  use_stable_diffusion_model: 'Stable Diffusion model',
  clip_skip: 'Clip Skip',
  prompt_strength: 'Prompt Strength',
} as const
const read = new Set<string>([...Object.keys(labels), ...Object.values(labels)])
const further = ['use_vae_model', 'VAE model', 'use_lora_model', 'LoRA model']

/** A chunk for each setting in PNG, one JSON in the EXIF of JPEG and WebP. */
function recordIn(texts: Texts): Record<string, unknown> | undefined {
  const json = readRecord(texts.get('exif:UserComment'))
  if (json && ('num_inference_steps' in json || 'Stable Diffusion model' in json)) return json
  if (!texts.has('num_inference_steps') && !texts.has('Stable Diffusion model')) return undefined
  return Object.fromEntries([...texts].filter(([key]) => read.has(key) || further.includes(key)))
}

/** Easy Diffusion 2 and 3. */
export const easyDiffusion: Program = {
  id: 'easy-diffusion',
  name: 'Easy Diffusion',
  recognises: texts => recordIn(texts) !== undefined,
  read: texts => {
    const record = recordIn(texts)
    if (!record) return null
    const value = (key: keyof typeof labels): unknown => record[key] ?? record[labels[key]]
    return foreign('easy-diffusion', {
      prompt: textOf(value('prompt')) ?? '',
      negativePrompt: textOf(value('negative_prompt')) ?? '',
      seed: seedOf(value('seed')) ?? null,
      steps: numberOf(value('num_inference_steps')) ?? null,
      guidanceScale: numberOf(value('guidance_scale')) ?? null,
      sampler: textOf(value('sampler_name')) ?? null,
      width: numberOf(value('width')) ?? null,
      height: numberOf(value('height')) ?? null,
      model: { name: modelName(textOf(value('use_stable_diffusion_model'))), hash: null },
      clipSkip: /^true$/i.test(String(value('clip_skip'))) ? 2 : null,
      denoisingStrength: numberOf(value('prompt_strength')) ?? null,
      unmapped: leftOver(record, read),
    })
  },
}
