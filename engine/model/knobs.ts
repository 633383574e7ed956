import { StudioError } from '#shared/errors.ts'
import { unknownMessage } from '#shared/nearest.ts'
import type { Knob } from './studio-manifest.ts'

/** Slot values of one knob, in the order of its `slots`; v in the unit shown to people. */
const encoders: Record<Knob['kind'], (knob: Knob, value: number | string) => number[]> = {
  scalar: (knob, value) => [(inRange(knob, value) - knob.offset) / knob.scale],
  angle: (knob, value) => [(inRange(knob, value) - knob.offset) / knob.scale],
  hue: (knob, value) => {
    const turn = (inRange(knob, value) * Math.PI) / 180
    return [Math.sin(turn), Math.cos(turn)]
  },
  choice: (knob, value) => {
    const chosen = knob.choices.indexOf(String(value))
    if (chosen < 0)
      throw new StudioError(
        'invalid-input',
        unknownMessage(`value of knob ${knob.name}`, String(value), knob.choices),
      )
    return knob.choices.map((_, i) => (i === chosen ? 1 : 0))
  },
}

function inRange(knob: Knob, value: number | string): number {
  const number = typeof value === 'number' ? value : value.trim() === '' ? Number.NaN : Number(value)
  const min = knob.min ?? Number.NEGATIVE_INFINITY
  const max = knob.max ?? Number.POSITIVE_INFINITY
  if (number >= min && number <= max && Number.isFinite(number)) return number
  throw new StudioError(
    'invalid-input',
    `Knob ${knob.name} must be a number from ${knob.min} to ${knob.max} (${knob.unit}), not ${String(value).slice(0, 40)}`,
  )
}

/**
 * The denoiser's `knobs` row, `width` numbers: slots, then one flag per knob given. No knob given is all zeros.
 * Errors: `invalid-input` for an unknown knob or a value out of its range.
 */
export function encodeKnobs(
  knobs: readonly Knob[],
  values: Readonly<Record<string, number | string>>,
  width: number,
): Float32Array {
  const row = new Float32Array(width)
  for (const [name, value] of Object.entries(values)) {
    const knob = knobs.find(candidate => candidate.name === name)
    if (!knob)
      throw new StudioError(
        'invalid-input',
        knobs.length
          ? unknownMessage(
              'knob',
              name,
              knobs.map(k => k.name),
            )
          : `This model has no knobs, so not "${name}"`,
      )
    encoders[knob.kind](knob, value).forEach((slotValue, i) => {
      row[knob.slots[i]!] = slotValue
    })
    row[knob.flag] = 1
  }
  return row
}

/** Errors: as `encodeKnobs`, before anything is opened or drawn. */
export function checkKnobs(knobs: readonly Knob[], values: Readonly<Record<string, number | string>>): void {
  encodeKnobs(knobs, values, 1 + Math.max(0, ...knobs.flatMap(({ slots, flag }) => [...slots, flag])))
}
