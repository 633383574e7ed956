import { type Inflate, readChunks, readTexts } from '../png/chunks.ts'
import { addExif, type Container } from './container.ts'
import { readExif } from './exif.ts'

/** A file of more compressed pieces than this is read up to there. */
export const pngTextLimits = { inflated: 32 } as const

/** Keywords under which programs keep settings; others are not unpacked. */
const pngKeywords: readonly string[] = [
  'parameters',
  'prompt',
  'workflow',
  'invokeai_metadata',
  'sd-metadata',
  'Dream',
  'fooocus_scheme',
  'parameters-json',
  'smproj',
  'Title',
  'Description',
  'Software',
  'Source',
  'Comment',
  'XML:com.adobe.xmp',
  ...['negative_prompt', 'seed', 'num_inference_steps', 'guidance_scale', 'width', 'height', 'sampler_name'],
  ...['use_stable_diffusion_model', 'use_vae_model', 'clip_skip', 'prompt_strength', 'use_lora_model'],
  ...['Prompt', 'Negative Prompt', 'Seed', 'Steps', 'Guidance Scale', 'Width', 'Height', 'Sampler'],
  ...['Stable Diffusion model', 'VAE model', 'Clip Skip', 'Prompt Strength', 'LoRA model'],
]

/** The size and the texts of a PNG, its eXIf chunk among them (ISO/IEC 15948, third edition, 11.3.4.3). */
export function readPng(bytes: Uint8Array, inflate?: Inflate): Container {
  let left = pngTextLimits.inflated
  const counted: Inflate | undefined =
    inflate &&
    (data => {
      if (left-- <= 0) throw new RangeError('too many compressed pieces')
      return inflate(data)
    })
  const texts = readTexts(bytes, counted, pngKeywords)
  const xmp = texts.get('XML:com.adobe.xmp')
  if (xmp !== undefined) texts.set('xmp', xmp)
  texts.delete('XML:com.adobe.xmp')
  let [width, height] = [0, 0]
  for (const { type, data } of readChunks(bytes)) {
    if (type === 'IHDR' && data.length >= 8) {
      const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
      ;[width, height] = [view.getUint32(0), view.getUint32(4)]
    }
    if (type === 'eXIf') addExif(texts, readExif(data))
  }
  return { width, height, texts }
}
