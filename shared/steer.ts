import * as z from 'zod'

/**
 * Knobs that need no training: what one unit of each does, and the share of the steps in which it acts unless a person
 * says otherwise. What a unit comes to in finished pictures is measured in docs/knobs.md.
 */
export const analyticKnobs = {
  zoom: {
    label: 'Zoom',
    less: 'farther',
    more: 'nearer',
    unit: 'one unit: 1.25 times as near',
    from: 0.5,
    to: 0.6,
  },
  shiftX: {
    label: 'Shift across',
    less: 'left',
    more: 'right',
    unit: 'one unit: a tenth of the width',
    from: 0.5,
    to: 0.6,
  },
  shiftY: {
    label: 'Shift down',
    less: 'up',
    more: 'down',
    unit: 'one unit: a tenth of the height',
    from: 0.5,
    to: 0.6,
  },
  rotate: {
    label: 'Rotate',
    less: 'clockwise',
    more: 'counter-clockwise',
    unit: 'one unit: 15 degrees',
    from: 0.5,
    to: 0.6,
  },
  warmth: {
    label: 'Warmth',
    less: 'cooler',
    more: 'warmer',
    unit: 'one unit: a tenth of full red against blue',
    from: 0.9,
    to: 1,
  },
  saturation: {
    label: 'Saturation',
    less: 'greyer',
    more: 'more colourful',
    unit: 'one unit: 1.25 times',
    from: 0.9,
    to: 1,
  },
  brightness: {
    label: 'Brightness',
    less: 'darker',
    more: 'brighter',
    unit: 'one unit: a tenth of white',
    from: 0.9,
    to: 1,
  },
  contrast: {
    label: 'Contrast',
    less: 'flatter',
    more: 'stronger',
    unit: 'one unit: 1.25 times',
    from: 0.9,
    to: 1,
  },
  light: {
    label: 'Light',
    less: 'from the left',
    more: 'from the right',
    unit: 'one unit: a fifth of white, side to side',
    from: 0.9,
    to: 1,
  },
} as const
export type AnalyticKnob = keyof typeof analyticKnobs

export const steerLimits = { amount: { min: -6, max: 6 }, most: 32 } as const

const common = {
  /** In the knob's own units; -2 to 2 is what its strip shows, 0 does nothing. */
  amount: z
    .number({ error: 'a knob is turned by a number' })
    .min(steerLimits.amount.min, `a knob turns by at least ${steerLimits.amount.min}`)
    .max(steerLimits.amount.max, `a knob turns by at most ${steerLimits.amount.max}`),
  /** The steps in which it acts, as shares of all steps: step k of n acts where from <= (k - 1) / n < to; see `actingSteps`. */
  from: z.number().min(0).max(1).default(0),
  to: z.number().min(0).max(1).default(1),
}

const word = z.string().trim().max(200)

/** A knob that is turned, beyond the model's own. */
const steering = z.discriminatedUnion('kind', [
  /** A pair of words as a direction in the text embedding. */
  z.strictObject({ kind: z.literal('words'), less: word, more: word, ...common }),
  z.strictObject({
    kind: z.literal('analytic'),
    name: z.enum(Object.keys(analyticKnobs) as [AnalyticKnob, ...AnalyticKnob[]]),
    ...common,
  }),
  /** A direction by the SHA-256 of its numbers; they travel beside the settings. */
  z.strictObject({
    kind: z.literal('direction'),
    id: z.string().regex(/^[0-9a-f]{64}$/, 'a direction is called by 64 hexadecimal digits'),
    ...common,
  }),
])
export type Steering = z.output<typeof steering>

export const steerings = z.array(steering).max(steerLimits.most, `at most ${steerLimits.most} knobs at once`)

type Window = Pick<Steering, 'from' | 'to' | 'amount'>

/**
 * The steps, 1 to `of`, in which a knob acts: those that begin within its window, or, where the window is too short to
 * hold a beginning, the one under way when it opens. None when it is at 0 or its window is empty.
 */
export function actingSteps({ from, to, amount }: Window, of: number): number[] {
  if (amount === 0 || to <= from) return []
  const steps = Array.from({ length: of }, (_, i) => i + 1)
  const within = steps.filter(step => (step - 1) / of >= from && (step - 1) / of < to)
  return within.length ? within : [Math.min(of, Math.floor(from * of) + 1)]
}

/** Whether a knob acts in step `step` (from 1) of `of`. */
export const actsIn = (window: Window, step: number, of: number): boolean =>
  actingSteps(window, of).includes(step)

export const directionSpaces = ['h', 'x0'] as const
/** Where a direction lives: the middle of the U-Net, or the predicted clean latent. */
export type DirectionSpace = (typeof directionSpaces)[number]

/**
 * The numbers of a direction, one unit long: what an amount of 1 adds. Half precision, little-endian, row by row.
 * Its id is the SHA-256 of `space`, `dims` and the bytes (shared/direction.ts).
 */
export const direction = z.strictObject({
  space: z.enum(directionSpaces),
  /** [channels, height, width]. */
  dims: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]),
  halves: z.instanceof(Uint8Array),
})
export type Direction = z.output<typeof direction>
