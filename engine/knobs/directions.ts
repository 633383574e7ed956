import { directionProblem } from '#shared/direction.ts'
import { StudioError } from '#shared/errors.ts'
import type { Direction, DirectionSpace } from '#shared/steer.ts'
import { halvesToFloats } from '../float16.ts'

/** Directions by id, ready to be added. */
export type Directions = ReadonlyMap<
  string,
  { space: DirectionSpace; dims: readonly number[]; values: Float32Array }
>

/** Errors: `invalid-input` for numbers that are too few, too many, or not finite. */
export const directionsOf = (given: Readonly<Record<string, Direction>>): Directions =>
  new Map(
    Object.entries(given).map(([id, direction]) => {
      const problem = directionProblem(direction)
      if (problem) throw new StudioError('invalid-input', `The knob ${id.slice(0, 8)} is damaged: ${problem}`)
      const { space, dims, halves } = direction
      return [id, { space, dims, values: halvesToFloats(new Uint16Array(halves.slice().buffer)) }]
    }),
  )

/** Errors: `invalid-input` when the direction did not come along or belongs to a model of another shape. */
export function directionValues(
  directions: Directions | undefined,
  id: string,
  dims: readonly number[],
): Float32Array {
  const found = directions?.get(id)
  if (!found)
    throw new StudioError(
      'invalid-input',
      `The knob ${id.slice(0, 8)} is not at hand; drag its knob file in, or turn it off`,
    )
  if (found.dims.join() !== dims.join())
    throw new StudioError(
      'invalid-input',
      `The knob ${id.slice(0, 8)} has the shape ${found.dims.join(' x ')}, this model wants ${dims.join(' x ')}; it was made on another model or for another picture size`,
    )
  return found.values
}
