import * as z from 'zod'
import { method } from '../contract.ts'
import type { DraftEvent } from '../engine-contract.ts'
import { generation } from '../generation.ts'
import { type AnalyticKnob, analyticKnobs, type DirectionSpace, directionSpaces } from '../steer.ts'

const model = z.string().min(1)
const name = z.string().trim().min(1).max(80)
const share = z.number().min(0).max(1)

/** A knob file, `NAME.knob.json`; the numbers of a direction lie beside it in `NAME.safetensors`. */
export const knobFile = z.object({
  format: z.literal(1),
  name,
  /** What was on the desk when it was found or made; a note for people. */
  prompt: z.string().max(20_000).default(''),
  /** The model's family and, for a direction, its id and hash: on another family it means nothing. */
  family: z.string().max(80),
  model: z
    .object({ id: z.string().max(200), hash: z.string().max(128).nullable() })
    .nullable()
    .default(null),
  /** Shares of the steps in which it acts unless a person says otherwise. */
  from: share.default(0),
  to: share.default(1),
  licence: z.string().max(200).default(''),
  knob: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('words'), less: z.string().max(200), more: z.string().max(200) }),
    z.object({
      kind: z.literal('analytic'),
      name: z.enum(Object.keys(analyticKnobs) as [AnalyticKnob, ...AnalyticKnob[]]),
    }),
    z.object({
      kind: z.literal('direction'),
      id: z.string().regex(/^[0-9a-f]{64}$/),
      space: z.enum(directionSpaces),
      dims: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]),
      explained: share.nullable().default(null),
      stability: share.nullable().default(null),
    }),
  ]),
})
export type KnobFile = z.output<typeof knobFile>

/** A knob on the shelf. */
export type KnobCard = KnobFile & {
  /** Its file's name without the ending. */
  id: string
  /** Why it cannot be used with the model that was asked about; null when it can. */
  problem: string | null
}

/** Found for a prompt; its numbers are at hand until the studio closes, for good once it is saved. */
export type DiscoveredKnob = {
  /** Of the direction. */
  id: string
  space: DirectionSpace
  /** [channels, height, width]. */
  dims: [number, number, number]
  explained: number
  stability: number
}

export const knobsContract = {
  'knobs.list': method<KnobCard[]>()(z.strictObject({ model })),
  'knobs.discover': method<
    { knobs: DiscoveredKnob[]; space: DirectionSpace },
    DraftEvent | { kind: 'phase'; phase: 'rolls' | 'directions' }
  >()(
    z.strictObject({
      model,
      generation,
      rolls: z.int().min(16).max(128).default(64),
      space: z.enum(['auto', 'h', 'x0']).default('auto'),
      keep: z.int().min(1).max(16).default(8),
    }),
  ),
  /** A direction with what is taken out of it that others do already: orthogonal to all of them. */
  'knobs.orthogonalise': method<{ id: string; kept: number }>()(
    z.strictObject({ id: z.string(), against: z.array(z.string()).min(1).max(32) }),
  ),
  /** Puts a knob on the shelf; another of that name is not overwritten but the new one numbered. */
  'knobs.save': method<KnobCard>()(z.strictObject({ model, file: knobFile })),
  'knobs.rename': method<KnobCard>()(z.strictObject({ id: z.string().min(1), name, model })),
  'knobs.remove': method<void>()(z.strictObject({ id: z.string().min(1) })),
  /** The files of a knob, to be saved where a person wants them. */
  'knobs.read': method<{ files: { name: string; bytes: Uint8Array }[] }>()(
    z.strictObject({ id: z.string().min(1) }),
  ),
  /** Knob files from elsewhere. Errors: `invalid-input` with the reason when it fits no model here. */
  'knobs.import': method<KnobCard[]>()(
    z.strictObject({
      model,
      files: z
        .array(z.strictObject({ name: z.string().max(300), bytes: z.instanceof(Uint8Array) }))
        .min(1)
        .max(40),
    }),
  ),
}
