import * as z from 'zod'
import { method } from './contract.ts'
import { deviceIds } from './device-ids.ts'

/** Who scored, and what its numbers mean. */
export type ScorerReport = {
  /** The folder whose scorer it was. */
  scorer: string
  /** Which embedding space: a hash over the scorer's files. Vectors and cosines of another id are not comparable. */
  id: string
  /** `softmax` shares belief among the texts, in all 1; `sigmoid` believes each text or not, for itself. */
  kind: 'softmax' | 'sigmoid'
  /** What had to be assumed, a sentence each. */
  notes: readonly string[]
}

export type ScoreResult = ScorerReport & {
  images: {
    /** Cosine of the picture and each text, -1..1. */
    scores: number[]
    /** What the scorer believes of each text, 0..1; how they add up, `kind` says. */
    shares: number[]
    embedding: Float32Array
  }[]
}

/** Unit vectors, row by row, `width` numbers each. */
export type EmbedResult = ScorerReport & { width: number; images: Float32Array; texts: Float32Array }

export type BelievesResult = ScorerReport & {
  /** How many words were asked about. */
  asked: number
  /** The most probable words of each picture, the first most. */
  images: { words: { word: string; probability: number; score: number }[] }[]
}

/** One phrase of a prompt, and whether a picture shows it. */
export type PhraseEvidence = {
  phrase: string
  /** Where it stands in the prompt: UTF-16 units, the end not included. */
  start: number
  end: number
  /** Other prompts that it was held against: near misses, or the prompt without it. */
  against: 'near-misses' | 'left-out'
  tried: number
  /** By how much the cosine with the prompt is above the mean of those, -2..2. */
  gain: number
  /** sigmoid(scale x gain), 0..1; a half where the phrase makes no difference. */
  belief: number
  missing: boolean
}

export type MissingResult = ScorerReport & { images: { score: number; phrases: PhraseEvidence[] }[] }

export type HeatResult = ScorerReport & {
  /** How it was found: by covering parts of the picture, and nothing else. */
  method: 'occlusion'
  /** Cosine with the whole picture. */
  score: number
  columns: number
  rows: number
  /** Sides of a patch in pixels of a picture of `width` x `height`. */
  patch: { width: number; height: number }
  width: number
  height: number
  /** Row by row: by how much the cosine drops with a grey patch on the middle of the cell. */
  drops: Float32Array
}

/** `done` of `of` steps of the work are over. */
export type ScoreProgress = { kind: 'progress'; done: number; of: number; msLeft: number | null }

const device = z.enum(deviceIds).optional()
/** A model's folder with a scorer of its own, or a CLIP, SigLIP or OpenCLIP folder. */
const folder = z.string().min(1)
const text = z.string().max(20_000)
/** PNG files. */
const images = z.array(z.string().min(1)).min(1).max(10_000)
const word = z.string().trim().min(1).max(200)

export const scoreContract = {
  /** Runs the classifier forwards. Errors: `model-missing` when the folder has no scorer. */
  'score.run': method<ScoreResult, { kind: 'scored'; index: number; of: number; msLeft: number | null }>()(
    z.strictObject({
      folder,
      /** The folder whose scorer is used; absent: the model's own. */
      scorer: folder.optional(),
      device,
      images,
      texts: z.array(text).max(1000),
    }),
  ),
  /** Pictures and texts as vectors, for an index. */
  'score.embed': method<EmbedResult, ScoreProgress>()(
    z.strictObject({
      folder,
      device,
      images: z.array(z.string().min(1)).max(10_000).default([]),
      texts: z.array(text).max(10_000).default([]),
    }),
  ),
  /** What a scorer takes pictures for, among words. */
  'score.believes': method<BelievesResult, ScoreProgress>()(
    z.strictObject({
      folder,
      device,
      images,
      /** Absent: what the scorer was taught, where its folder says, else everyday words. */
      words: z.array(word).min(1).max(5000).optional(),
      /** Sentences with `{}` for the word, whose embeddings are averaged; absent: the scorer's usual ones. */
      templates: z
        .array(text.regex(/\{\}/, 'a template needs {} where the word belongs'))
        .min(1)
        .max(100)
        .optional(),
      top: z.int().min(1).max(100).default(5),
    }),
  ),
  /** Which phrases of a prompt pictures do not show. */
  'score.missing': method<MissingResult, ScoreProgress>()(
    z.strictObject({
      folder,
      device,
      images,
      prompt: text.min(1),
      /** A phrase is missing when its belief is lower. */
      threshold: z.number().min(0).max(1).default(0.5),
    }),
  ),
  /** Where in a picture a text is seen: occlusion. */
  'score.heat': method<HeatResult, ScoreProgress>()(
    z.strictObject({
      folder,
      device,
      image: z.string().min(1),
      text,
      /** Cells along each side. */
      grid: z.int().min(2).max(64).default(8),
      /** Sides of a patch as a share of the picture's; absent: two cells. */
      patch: z.number().min(0.01).max(1).optional(),
    }),
  ),
}
