import type { ModelCard } from '../../shared/studio/models.ts'

/** A model as the host would describe it. */
export const card = (more: Partial<ModelCard> = {}): ModelCard => ({
  id: 'tiny',
  name: 'Tiny',
  folder: '/models/tiny',
  shipped: false,
  origin: 'own',
  bytes: 1_000_000,
  precision: 'fp32',
  page: null,
  startsFromPictures: true,
  family: 'sd1',
  native: { width: 64, height: 64 },
  multiple: 8,
  latent: { channels: 4, scale: 8 },
  defaults: { steps: 20, guidance: 7, sampler: 'dpmpp_2m', schedule: 'karras', width: 64, height: 64 },
  presets: {},
  knobs: [],
  controls: ['sketch'],
  regions: 'mixing',
  inpaints: false,
  tinyDecoder: false,
  hasVocabulary: false,
  licence: null,
  problem: null,
  ...more,
})
