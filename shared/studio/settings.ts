import * as z from 'zod'
import { method } from '../contract.ts'
import { dice, noDice } from '../dice.ts'
import { deviceIds } from '../engine-contract.ts'
import { generation, type Settings } from '../generation.ts'
import { steerings } from '../steer.ts'

/** What a person set once; kept by electron-store, or by its base class where there is no Electron. */
export const studioSettings = z.object({
  theme: z.enum(['system', 'dark', 'light']).default('system'),
  language: z.enum(['en']).default('en'),
  /** Absent: the best there is. */
  device: z.enum(deviceIds).optional(),
  /** The graphics card by its name, where a device can be told which; absent: the first. */
  adapter: z.string().min(1).max(200).optional(),
  /** Absent: the pictures folder of the system. */
  libraryFolder: z.string().min(1).optional(),
  /** Lists that prompts name as `__name__`, one `.txt` file each; absent: `wildcards` beside the models. */
  wildcardsFolder: z.string().min(1).optional(),
  /** Textual inversions, by the names of their files; absent: `embeddings` beside the models. */
  embeddingsFolder: z.string().min(1).optional(),
  defaultModel: z.string().min(1).default('picturebook'),
  /** Folders of LoRAs beside the studio's own, such as A1111's models/Lora. */
  loraFolders: z.array(z.string().min(1)).max(50).default([]),
  previews: z.boolean().default(true),
  /** Keep every picture's way through the steps, for the timeline. */
  keepWays: z.boolean().default(true),
  /** The oldest ways of pictures without a star go first when all take more. */
  waysMiB: z.number().min(0).max(1_000_000).default(512),
  /** Leave one core to the window. */
  spareCore: z.boolean().default(true),
  /** The engine's process is ended after so many idle minutes to give its memory back; 0 never. */
  idleMinutes: z.number().min(0).max(1440).default(10),
  /** No job is begun while less than this is free. */
  minFreeMiB: z.number().min(0).max(1_000_000).default(256),
  reducedMotion: z.enum(['system', 'on', 'off']).default('system'),
  /** Days after which the trash is emptied; 0 never. */
  trashDays: z.number().min(0).max(3650).default(30),
  /** Ask the feed of releases whether there is a newer one, once a start; nothing is asked before somebody agrees. */
  checkUpdates: z.boolean().default(false),
  /** Look at pictures with the scorer while nothing is drawn, so that they are found by what they show. */
  embedPictures: z.boolean().default(true),
  /** Who looks at pictures: an installed scorer by its name, or a folder; absent: the shipped one. */
  scorer: z.string().min(1).max(4096).optional(),
  /** What pictures are asked about; empty: what the scorer was taught. */
  believedWords: z.array(z.string().trim().min(1).max(200)).max(500).default([]),
})
export type StudioSettings = z.output<typeof studioSettings>

/** What lay on the desk when the window was closed: the unsent prompt, the panels, the place in the history. */
export const session = z.object({
  prompt: z.string().max(200_000).default(''),
  negative: z.string().max(200_000).default(''),
  model: z.string().nullable().default(null),
  /** As typed, so that half-typed values come back too. */
  controls: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
  knobs: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
  dice: dice.default(noDice),
  steer: steerings.default([]),
  conditions: generation.shape.conditions,
  loras: generation.shape.loras,
  refiner: generation.shape.refiner,
  past: generation.shape.past,
  parent: generation.shape.parent,
  /** The settings of the picture that the desk came from, and the step that it branches off at. */
  origin: z
    .object({ settings: generation.transform(value => value as Settings), step: z.int().min(1).nullable() })
    .nullable()
    .default(null),
  promptHistory: z.array(z.string().max(20_000)).max(500).default([]),
  selected: z.string().nullable().default(null),
  /** The renderer's own: open panels, sizes, zoom. */
  view: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
})
export type Session = z.output<typeof session>

/** Some of the values; what is left out stays as it is. `partial()` would fill it with the defaults instead. */
function someOf<S extends z.ZodRawShape>(object: z.ZodObject<S>) {
  type Whole = z.output<z.ZodObject<S>>
  const fields = Object.entries(object.shape).map(([key, field]) => [
    key,
    z.optional(field instanceof z.ZodDefault ? field.unwrap() : field),
  ])
  return z.object(Object.fromEntries(fields)) as unknown as z.ZodType<Partial<Whole>, Partial<Whole>>
}

export const settingsContract = {
  /** `problem` says what happened to a settings file that could not be read; a copy of it was kept. */
  'settings.get': method<{ settings: StudioSettings; problem: string | null }>()(z.void()),
  'settings.set': method<StudioSettings>()(
    z.strictObject({ change: someOf(studioSettings), unset: z.array(z.string()).default([]) }),
  ),
  'session.get': method<Session>()(z.void()),
  'session.set': method<void>()(someOf(session)),
}
