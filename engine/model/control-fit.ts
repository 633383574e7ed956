import { StudioError } from '#shared/errors.ts'
import type { Port, Session } from '../runtime.ts'
import { type ControlPorts, controlPorts, type Residuals } from './control-ports.ts'
import type { Model } from './open.ts'

type Own = Pick<Model, 'folder' | 'ports' | 'residuals'>

/** Errors: `invalid-input` where the U-Net was exported without inputs for ControlNets. */
export function checkResiduals({ folder, residuals }: Own): Residuals<Port> {
  if (residuals) return residuals
  throw new StudioError(
    'invalid-input',
    `${folder.id} was exported without inputs for ControlNets (down_block_additional_residual_N, mid_block_additional_residual); export its U-Net again with them, or use the model's other conditions`,
  )
}

/**
 * The ports of a ControlNet that goes with a model. Errors: those of `checkResiduals`; `model-broken` for a graph that is
 * none, or is of another family: another number or width of places, words of another width.
 */
export function fittingPorts(
  model: Own,
  session: Pick<Session, 'inputs' | 'outputs'>,
  file: string,
): ControlPorts {
  const residuals = checkResiduals(model)
  const ports = controlPorts(session, file)
  const why = misfit(model, ports, residuals)
  if (!why) return ports
  throw new StudioError(
    'model-broken',
    `${file} belongs to another family of models than ${model.folder.id}: ${why}. Put a ControlNet of the same family there`,
  )
}

function misfit({ ports: own }: Own, { shared, out }: ControlPorts, residuals: Residuals<Port>) {
  const [given, taken] = [out.down.length, residuals.down.length]
  if (given !== taken) return `it adds to ${given} places of the way down, the U-Net has ${taken}`
  const told = size(shared.encoder_hidden_states, 2)
  const words = size(own.encoder_hidden_states, 2)
  if (differ(told, words)) return `it reads words of ${told} numbers, the model's have ${words}`
  const pairs = [...out.down.map((port, i) => [port, residuals.down[i]!]), [out.mid, residuals.mid]]
  for (const [from, to] of pairs) {
    const [a, b] = [size(from, 1), size(to, 1)]
    if (differ(a, b)) return `${from!.name} has ${a} channels, ${to!.name} takes ${b}`
  }
  return null
}

/** Null where the graph leaves it open. */
const size = (port: Port | undefined, axis: number): number | null => {
  const dim = port?.dims[axis]
  return typeof dim === 'number' ? dim : null
}

const differ = (a: number | null, b: number | null) => a !== null && b !== null && a !== b
