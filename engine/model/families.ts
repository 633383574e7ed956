import type { SamplerId } from '#shared/sampler-names.ts'
import type { ScheduleId } from '#shared/schedule-names.ts'
import type { ModelFolder } from './folder.ts'

export type Family = {
  name: string
  /** Whether the folder's small files show it; the first row that says so is the one. */
  when: (model: ModelFolder) => boolean
  /** What the makers recommend. Guidance 0 is none. */
  steps: number
  guidance: number
  /** In place of what the folder's scheduler names, where that would not do. */
  sampler?: SamplerId
  schedule?: ScheduleId
  /** Pixels a side where unet/config.json does not say. */
  side: number
  /**
   * The layer of the text encoders that the denoiser reads. Stable Diffusion 2 reads the last but one as well, but its
   * exports end there, so that theirs is the last.
   */
  words: 'last' | 'penultimate'
  /** A refiner may draw the end of its pictures. */
  refined?: true
}

type Signs = (model: ModelFolder) => boolean

const xl: Signs = ({ className, unet }) => /XL/.test(className) || unet.addition_embed_type === 'text_time'
/** OpenCLIP's towers use the plain GELU and words of 1024 numbers, CLIP's the quick one and 768. */
const openClip: Signs = ({ text, unet }) =>
  (text.hidden_act ?? '') === 'gelu' || unet.cross_attention_dim === 1024
const consistency: Signs = ({ scheduler, unet }) =>
  scheduler.className === 'LCMScheduler' || !!unet.time_cond_proj_dim
/** Distilled to few steps: Euler over the last of equal stretches of time, of a model that predicts the noise. */
const trailing: Signs = ({ scheduler: { className, spacing, predictionType, zeroTerminalSnr } }) =>
  spacing === 'trailing' && /^Euler/.test(className) && predictionType === 'epsilon' && !zeroTerminalSnr
const named =
  (pattern: RegExp): Signs =>
  ({ id }) =>
    pattern.test(id)

/** Few steps without guidance; a checkpoint that was converted alone brings a scheduler for many. */
const few = { steps: 4, guidance: 0 } as const
const lightning = named(/lightning|hyper/i)
const turbo = named(/turbo/i)

/**
 * The kinds of U-Net models, by what their folders say (docs/families.md). Steps and guidance as the cards of
 * stable-diffusion-v1-5, stable-diffusion-2-1, sd-turbo, sdxl-turbo, stable-diffusion-xl-base-1.0, SDXL-Lightning,
 * LCM_Dreamshaper_v7 and lcm-sdxl recommend them.
 */
export const families = {
  own: {
    name: 'Reroll',
    when: ({ studio }) => studio !== null,
    steps: 20,
    guidance: 4,
    side: 128,
    words: 'last',
  },
  'sdxl-refiner': {
    name: 'Stable Diffusion XL refiner',
    when: model => xl(model) && !model.files.text_encoder,
    steps: 30,
    guidance: 6,
    side: 1024,
    words: 'penultimate',
  },
  'sdxl-lcm': {
    name: 'Latent consistency, XL',
    when: model => xl(model) && consistency(model),
    steps: 4,
    guidance: 8,
    sampler: 'lcm',
    side: 1024,
    words: 'penultimate',
  },
  'sdxl-lightning': {
    name: 'Stable Diffusion XL Lightning',
    when: model => xl(model) && lightning(model),
    ...few,
    sampler: 'euler',
    schedule: 'sgm_uniform',
    side: 1024,
    words: 'penultimate',
  },
  'sdxl-turbo': {
    name: 'Stable Diffusion XL Turbo',
    when: model => xl(model) && (turbo(model) || trailing(model)),
    ...few,
    schedule: 'sgm_uniform',
    side: 512,
    words: 'penultimate',
  },
  sdxl: {
    name: 'Stable Diffusion XL',
    when: xl,
    steps: 30,
    guidance: 6,
    side: 1024,
    words: 'penultimate',
    refined: true,
  },
  lcm: {
    name: 'Latent consistency',
    when: consistency,
    steps: 4,
    guidance: 8,
    sampler: 'lcm',
    side: 512,
    words: 'last',
  },
  'sd-turbo': {
    name: 'Stable Diffusion Turbo',
    when: model => turbo(model) || lightning(model) || trailing(model),
    ...few,
    schedule: 'sgm_uniform',
    side: 512,
    words: 'last',
  },
  sd2: { name: 'Stable Diffusion 2.x', when: openClip, steps: 25, guidance: 7.5, side: 768, words: 'last' },
  sd1: { name: 'Stable Diffusion 1.x', when: () => true, steps: 20, guidance: 7.5, side: 512, words: 'last' },
} as const satisfies Record<string, Family>
export type FamilyId = keyof typeof families

/** Every folder is of some family: the last row takes what no other does. */
export function familyOf(model: ModelFolder): Family & { id: FamilyId } {
  const id = (Object.keys(families) as FamilyId[]).find(key => families[key].when(model))!
  return { id, ...(families[id] as Family) }
}
