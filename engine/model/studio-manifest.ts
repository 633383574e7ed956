import * as z from 'zod'
import { type SamplerId, samplerNames } from '#shared/sampler-names.ts'
import { type ScheduleId, scheduleNames } from '#shared/schedule-names.ts'

const slot = z.int().min(0)

/** A knob of the denoiser: a slot's value is (v - offset) / scale, v in the unit shown to people. */
const knob = z.object({
  name: z.string().min(1),
  label: z.string(),
  kind: z.enum(['scalar', 'angle', 'hue', 'choice']),
  slots: z.array(slot).min(1),
  /** Index of the input that says 1 = given. */
  flag: slot,
  offset: z.number().default(0),
  scale: z.number().default(1),
  min: z.number().nullish(),
  max: z.number().nullish(),
  default: z.union([z.number(), z.string()]).nullish(),
  unit: z.string().default(''),
  help: z.string().default(''),
  choices: z.array(z.string()).default([]),
})
export type Knob = z.output<typeof knob>

const preset = z.object({
  steps: z.int().positive().optional(),
  sampler: z.enum(Object.keys(samplerNames) as [SamplerId, ...SamplerId[]]).optional(),
  schedule: z.enum(Object.keys(scheduleNames) as [ScheduleId, ...ScheduleId[]]).optional(),
  guidance: z.number().min(0).optional(),
})

const file = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().min(0) })

/** studio.json: what a Stable Diffusion folder cannot say. */
export const studioManifest = z.object({
  family: z.string(),
  version: z.number(),
  size: z.object({ native: z.tuple([z.int().positive(), z.int().positive()]), multiple: z.int().positive() }),
  knobs: z.array(knob).default([]),
  /** The mid-block: name of its output, of the input added to it, and [C, h, w] at the native size. */
  hidden: z
    .object({ output: z.string(), input: z.string(), shape: z.array(z.int().positive()).length(3) })
    .nullish(),
  controls: z.array(z.string()).default([]),
  presets: z.record(z.string(), preset).default({}),
  files: z.record(z.string(), file).default({}),
  licence: z.string().optional(),
  credits: z.array(z.string()).default([]),
})
export type StudioManifest = z.output<typeof studioManifest>
