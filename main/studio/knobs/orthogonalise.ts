import { floatsToHalves, halvesToFloats } from '#engine/float16.ts'
import { StudioError } from '#shared/errors.ts'
import type { Direction } from '#shared/steer.ts'

/** Below this share of its length nothing but rounding is left of a direction. */
const least = 0.01

/**
 * A direction with all that others hold taken out of it (Gram-Schmidt), and the share of its length that is left.
 * An amount of 1 goes as far as what is left. Errors: `invalid-input` for directions of different spaces or shapes, or
 * when nothing is left.
 */
export function orthogonalise(
  direction: Direction,
  against: readonly Direction[],
): { direction: Direction; kept: number } {
  for (const other of against)
    if (other.space !== direction.space || other.dims.join() !== direction.dims.join())
      throw new StudioError(
        'invalid-input',
        'Only knobs of the same space and shape can be kept apart: these belong to different ones',
      )
  const axes: Float64Array[] = []
  for (const other of against) {
    const values = numbers(other)
    const left = without(values, axes)
    // One that others make up already adds no axis of its own.
    if (length(left) > least * length(values)) axes.push(left.map(value => value / length(left)))
  }
  const values = numbers(direction)
  const left = without(values, axes)
  const kept = length(values) > 0 ? length(left) / length(values) : 0
  if (kept < least)
    throw new StudioError('invalid-input', 'Nothing is left of this knob: the others do all of it')
  const halves = new Uint8Array(floatsToHalves(left).slice().buffer)
  return { direction: { ...direction, halves }, kept: Math.min(1, kept) }
}

const numbers = ({ halves }: Direction) =>
  Float64Array.from(halvesToFloats(new Uint16Array(halves.slice().buffer)))

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)
const length = (a: Float64Array) => Math.sqrt(dot(a, a))

/** Twice, since once leaves what rounding brought back. */
function without(values: Float64Array, axes: readonly Float64Array[]): Float64Array {
  const left = values.slice()
  for (const axis of [...axes, ...axes]) {
    const along = dot(left, axis)
    for (let i = 0; i < left.length; i++) left[i]! -= along * axis[i]!
  }
  return left
}
