import * as z from 'zod'
import { rngKinds } from './rng-kinds.ts'
import { type SamplerId, samplerNames } from './sampler-names.ts'
import { type ScheduleId, scheduleNames } from './schedule-names.ts'
import { seed } from './seed.ts'

export const limits = {
  promptCharacters: 20_000,
  steps: { min: 1, max: 150 },
  guidance: { min: 0, max: 100 },
  side: { min: 8, max: 4096 },
  count: { min: 1, max: 1000 },
  batchSize: { min: 1, max: 16 },
} as const

const within = (name: string, { min, max }: { min: number; max: number }) =>
  z
    .int({ error: `${name} must be a whole number from ${min} to ${max}` })
    .min(min, `${name} must be at least ${min}`)
    .max(max, `${name} must be at most ${max}`)

const words = (name: string) =>
  z
    .string()
    .max(
      limits.promptCharacters,
      `${name} is too long: at most ${limits.promptCharacters} characters, please shorten it`,
    )

/** What makes a picture. What is left out takes the model's own default. */
export const generation = z.strictObject({
  /** Empty draws without words. */
  prompt: words('prompt').default(''),
  negative: words('negative prompt').default(''),
  seed,
  /** Another seed's noise mixed into the starting noise, as A1111's variation seed; strength 0 leaves it out. */
  variation: z
    .strictObject({
      seed,
      strength: z
        .number({ error: 'variation strength must be a number' })
        .min(0, 'variation strength must be at least 0')
        .max(1, 'variation strength must be at most 1'),
    })
    .default({ seed: 0, strength: 0 }),
  steps: within('steps', limits.steps).optional(),
  /** Classifier-free guidance scale; 0 and 1 switch it off. */
  guidance: z
    .number({ error: 'guidance scale must be a number' })
    .min(limits.guidance.min, `guidance scale must be at least ${limits.guidance.min}`)
    .max(limits.guidance.max, `guidance scale must be at most ${limits.guidance.max}`)
    .optional(),
  sampler: z.enum(Object.keys(samplerNames) as [SamplerId, ...SamplerId[]]).optional(),
  schedule: z.enum(Object.keys(scheduleNames) as [ScheduleId, ...ScheduleId[]]).optional(),
  /** Pixels. */
  width: within('width', limits.side).optional(),
  height: within('height', limits.side).optional(),
  /** Which program's random numbers to draw: torch on CUDA (A1111) or on the CPU (diffusers, ComfyUI, InvokeAI). */
  rng: z.enum(rngKinds).default('cpu'),
  /** By the names in the model's studio.json, in the units it shows; a choice by its name. */
  knobs: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
})
export type Generation = z.output<typeof generation>

/** The same with every default filled in: enough to draw the picture again. */
export type Settings = { [K in keyof Generation]-?: NonNullable<Generation[K]> }
