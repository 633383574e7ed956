import { leftOver, listOf, numberOf, recordOf, seedOf, textOf, unmapped } from '../fields.ts'
import { foreign, type Program, type Texts, type Unmapped } from '../foreign.ts'
import { type Json, readRecord } from '../json.ts'

/** PNG says `Software: NovelAI` and the model as `Source`; WebP the model as EXIF's Software. */
function commentIn(texts: Texts): Json | undefined {
  if (texts.get('Software') === 'NovelAI') return readRecord(texts.get('Comment'))
  const software = texts.get('exif:Software') ?? ''
  return /NovelAI/.test(software) ? readRecord(texts.get('exif:UserComment')) : undefined
}

const read = new Set([
  ...['prompt', 'uc', 'seed', 'steps', 'scale', 'sampler', 'noise_schedule', 'width', 'height', 'strength'],
  ...[
    'v4_prompt',
    'v4_negative_prompt',
    'version',
    'request_type',
    'signed_hash',
    'n_samples',
    'sm',
    'sm_dyn',
  ],
  // Always written; they say something together with a switch that is listed, or nothing.
  ...['hide_debug_overlay', 'dynamic_thresholding_percentile', 'dynamic_thresholding_mimic_scale'],
  ...['controlnet_strength', 'legacy_v3_extend', 'deliberate_euler_ancestral_bug', 'uncond_per_vibe'],
  ...['wonky_vibe_correlation', 'cfg_sched_eligibility', 'prefer_brownian', 'noise', 'legacy'],
])
/** Of these, the values that change nothing. */
const neutral: Readonly<Record<string, number>> = { cfg_rescale: 0, uncond_scale: 1, skip_cfg_below_sigma: 0 }

/** NovelAI (novelai-image-metadata): the words as `Description`, the settings as JSON in `Comment`. */
export const novelai: Program = {
  id: 'novelai',
  name: 'NovelAI',
  recognises: texts => commentIn(texts) !== undefined,
  read: texts => {
    const comment = commentIn(texts)
    if (!comment) return null
    const sampler = textOf(comment.sampler) ?? null
    const img2img = /Img2Img|Infill/i.test(textOf(comment.request_type) ?? '')
    return foreign('novelai', {
      prompt:
        textOf(comment.prompt) ??
        textOf(texts.get('Description') ?? texts.get('exif:ImageDescription')) ??
        '',
      negativePrompt: textOf(comment.uc) ?? '',
      seed: seedOf(comment.seed) ?? null,
      steps: numberOf(comment.steps) ?? null,
      guidanceScale: numberOf(comment.scale) ?? null,
      sampler,
      schedule: textOf(comment.noise_schedule) ?? null,
      width: numberOf(comment.width) ?? null,
      height: numberOf(comment.height) ?? null,
      model: { name: textOf(texts.get('Source') ?? texts.get('exif:Software')) ?? null, hash: null },
      denoisingStrength: img2img ? (numberOf(comment.strength) ?? null) : null,
      unmapped: [
        ...people(recordOf(comment.v4_prompt), recordOf(comment.v4_negative_prompt)),
        ...(comment.sm === true ? [unmapped('sm', comment.sm_dyn === true ? 'dynamic' : 'on')] : []),
        ...leftOver(comment, read, neutral),
      ],
    })
  },
}

/** From version 4 on each person in a picture may have words of their own, and a place. */
function people(positive: Json | undefined, negative: Json | undefined): Unmapped[] {
  const words = (prompt: Json | undefined) =>
    listOf(recordOf(prompt?.caption)?.char_captions).map(entry => textOf(recordOf(entry)?.char_caption) ?? '')
  const [wanted, unwanted] = [words(positive), words(negative)]
  return wanted.map((text, i) =>
    unmapped(
      `character ${i + 1}`,
      unwanted[i] ? `${text} (not: ${unwanted[i]})` : text,
      'its place is not told precisely enough to make a region of it',
    ),
  )
}
