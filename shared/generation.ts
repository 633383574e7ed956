import * as z from 'zod'
import { conditions, noConditions } from './conditions.ts'
import { dice, noDice, variation } from './dice.ts'
import { loras } from './loras.ts'
import { plainReading, reading } from './prompt/reading.ts'
import { refiner } from './refiner.ts'
import { rngKinds } from './rng-kinds.ts'
import { type SamplerId, samplerNames } from './sampler-names.ts'
import { type ScheduleId, scheduleNames } from './schedule-names.ts'
import { seed } from './seed.ts'
import { steerings } from './steer.ts'

export const limits = {
  promptCharacters: 20_000,
  steps: { min: 1, max: 150 },
  guidance: { min: 0, max: 100 },
  side: { min: 8, max: 4096 },
  count: { min: 1, max: 1000 },
  batchSize: { min: 1, max: 16 },
  threads: { min: 1, max: 1024 },
} as const

/** Which decoder turns the latent into a picture: the model's own, or the tiny one beside it (TAESD and its like). */
export const vaeIds = ['full', 'tiny'] as const
export type VaeId = (typeof vaeIds)[number]

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

const guidance = z
  .number({ error: 'guidance scale must be a number' })
  .min(limits.guidance.min, `guidance scale must be at least ${limits.guidance.min}`)
  .max(limits.guidance.max, `guidance scale must be at most ${limits.guidance.max}`)
const sampler = z.enum(Object.keys(samplerNames) as [SamplerId, ...SamplerId[]])
/** By the names in the model's studio.json, in the units it shows; a choice by its name. */
const knobs = z.record(z.string(), z.union([z.number(), z.string()]))

/** What of a picture's settings may change on the way, from one step to the next. */
const changing = {
  prompt: words('prompt'),
  negative: words('negative prompt'),
  seed,
  variation,
  guidance,
  sampler,
  knobs,
  dice,
  steer: steerings,
  conditions,
}

/**
 * An earlier part of the way: until `until` steps were done, these settings held instead of the picture's own.
 * What is left out is as in the picture's own settings.
 */
export const past = z.strictObject({
  until: z.int({ error: 'a branch begins after a whole number of steps' }).min(1).max(limits.steps.max),
  ...z.object(changing).partial().shape,
})
export type Past = z.output<typeof past>

/** What makes a picture. What is left out takes the model's own default. */
export const generation = z.strictObject({
  /** Empty draws without words. */
  prompt: words('prompt').default(''),
  negative: words('negative prompt').default(''),
  seed,
  /** Another seed's noise mixed into the starting noise, as A1111's variation seed; strength 0 leaves it out. */
  variation: variation.default({ seed: 0, strength: 0 }),
  steps: within('steps', limits.steps).optional(),
  /** Classifier-free guidance scale; 0 and 1 switch it off. */
  guidance: guidance.optional(),
  sampler: sampler.optional(),
  schedule: z.enum(Object.keys(scheduleNames) as [ScheduleId, ...ScheduleId[]]).optional(),
  /** Pixels. */
  width: within('width', limits.side).optional(),
  height: within('height', limits.side).optional(),
  /** Which program's random numbers to draw: torch on CUDA (A1111) or on the CPU (diffusers, ComfyUI, InvokeAI). */
  rng: z.enum(rngKinds).default('cpu'),
  vae: z.enum(vaeIds).default('full'),
  /** What the signs in the words mean; absent: nothing, as in pictures that came before it. */
  reading: reading.default(plainReading),
  knobs: knobs.default({}),
  dice: dice.default(noDice),
  /** Knobs beyond the model's own, in the order in which they act. */
  steer: steerings.default([]),
  /** Sketches, maps, regions and the image that it begins from. */
  conditions: conditions.default(noConditions),
  /** Laid on the model before anything is drawn, one after another. */
  loras: loras.default([]),
  /** Draws the end of the picture in the model's place; null: the model draws it all. */
  refiner: refiner.nullable().default(null),
  /** Where it branched off from another picture, earliest first; `until` rises. */
  past: z
    .array(past)
    .max(16, 'at most 16 branches in a row')
    .refine(list => list.every(({ until }, i) => until > (list[i - 1]?.until ?? 0)), {
      error: 'branches must follow each other: each begins after a later step than the one before',
    })
    .default([]),
  /** The picture that it came from, by its id; says nothing about how it looks. */
  parent: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'a picture id is 64 hexadecimal digits')
    .nullable()
    .default(null),
})
export type Generation = z.output<typeof generation>

/** The same with every default filled in: enough to draw the picture again. */
export type Settings = { [K in keyof Generation]-?: Exclude<Generation[K], undefined> }

type Later = 'vae' | 'reading' | 'dice' | 'steer' | 'conditions' | 'loras' | 'refiner' | 'past' | 'parent'

/** What came later to the format, as it is where it says nothing. */
export const plain: Pick<Settings, Later> = {
  vae: 'full',
  reading: plainReading,
  dice: noDice,
  steer: [],
  conditions: noConditions,
  loras: [],
  refiner: null,
  past: [],
  parent: null,
}
