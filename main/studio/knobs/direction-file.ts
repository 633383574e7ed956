import { directionId, directionProblem } from '#shared/direction.ts'
import { StudioError } from '#shared/errors.ts'
import { readSafetensors, writeSafetensors } from '#shared/safetensors.ts'
import { type Direction, directionSpaces } from '#shared/steer.ts'

/** A direction as a safetensors file: one F16 tensor `direction` [channels, height, width], its space in the metadata. */
export const encodeDirection = ({ space, dims, halves }: Direction): Uint8Array =>
  writeSafetensors({
    tensors: { direction: { dtype: 'F16', shape: dims, bytes: halves } },
    metadata: { format: '1', space },
  })

/** Errors: `invalid-input` for a damaged file, or when its numbers are not those of `id`. */
export async function decodeDirection(bytes: Uint8Array, name: string, id: string): Promise<Direction> {
  const { tensors, metadata } = readSafetensors(bytes, name)
  const tensor = tensors.direction
  const space = directionSpaces.find(known => known === metadata.space)
  if (tensor?.dtype !== 'F16' || tensor.shape.length !== 3 || !space)
    throw new StudioError(
      'invalid-input',
      `${name} holds no direction: expected half-precision numbers "direction" [channels, height, width] and their space`,
    )
  const direction: Direction = {
    space,
    dims: [...tensor.shape] as Direction['dims'],
    halves: tensor.bytes.slice(),
  }
  const problem = directionProblem(direction)
  if (problem) throw new StudioError('invalid-input', `${name} is damaged: ${problem}`)
  if ((await directionId(direction)) !== id)
    throw new StudioError(
      'invalid-input',
      `${name} is damaged or belongs to another knob: its numbers are not those that the knob file names`,
    )
  return direction
}
