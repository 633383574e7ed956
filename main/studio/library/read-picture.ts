import { basename } from 'node:path'
import { type PictureOrigin, pictureOrigin } from '#engine/png/picture-file.ts'
import { isCancelled, StudioError } from '#shared/errors.ts'
import type { PictureRecord } from '#shared/png/record.ts'
import type { Seed } from '#shared/seed.ts'
import { readPictureHead } from './picture-head.ts'

/** What a picture file says of itself. */
export type PictureFacts = {
  /**
   * SHA-256 of the pixels as the record tells it; null when only unpacking can tell. The record of a JPEG or WebP
   * tells of the pixels before they were packed.
   */
  id: string | null
  width: number
  height: number
  prompt: string
  negative: string
  seed: Seed | null
  model: string
  steps: number | null
  guidance: number | null
  sampler: string
  schedule: string
  /** What drew it; empty where nothing says. */
  program: string
  record: PictureRecord | null
  warnings: string[]
}

/**
 * Reads what the header and the texts tell; the pixels are not unpacked.
 * Errors: `invalid-input` for a file that is no picture, in a sentence that names it.
 */
export async function readPicture(file: string): Promise<PictureFacts> {
  const name = basename(file)
  const { kind, width, height, texts, warnings } = await readPictureHead(file, name)
  const origin = originOf(texts, name, warnings)
  if (origin?.kind === 'reroll') {
    const { record } = origin
    const { prompt, negative, seed, steps, guidance, sampler, schedule } = record.settings
    const id = kind === 'png' && /^[0-9a-f]{64}$/.test(record.pixels) ? record.pixels : null
    const made = { prompt, negative, seed, steps, guidance, sampler, schedule, program: 'reroll' }
    return { id, width, height, ...made, model: record.model.id, record, warnings }
  }
  const foreign = origin?.foreign
  return {
    id: null,
    width,
    height,
    prompt: foreign?.prompt ?? '',
    negative: foreign?.negativePrompt ?? '',
    seed: foreign?.seed ?? null,
    model: foreign?.model.name ?? '',
    steps: foreign?.steps ?? null,
    guidance: foreign?.guidanceScale ?? null,
    sampler: foreign?.sampler ?? '',
    schedule: foreign?.schedule ?? '',
    program: foreign?.program ?? '',
    record: null,
    warnings,
  }
}

function originOf(texts: Uint8Array, name: string, warnings: string[]): PictureOrigin | null {
  try {
    return pictureOrigin(texts, name)
  } catch (error) {
    if (!(error instanceof StudioError) || isCancelled(error)) throw error
    // A picture without a word about its making is a picture all the same.
    if (!/does not say how/.test(error.message)) warnings.push(error.message)
    return null
  }
}
