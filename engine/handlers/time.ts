import type { Handlers } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import type { ModelKeeper } from '../model-keeper.ts'

const notYet = (name: string): never => {
  throw new StudioError('internal', `${name} is not built yet`)
}

export function timeHandlers(
  _models: ModelKeeper,
): Pick<Handlers<EngineContract>, 'time.frames' | 'time.dissolve'> {
  return {
    'time.frames': () => notYet('time.frames'),
    'time.dissolve': () => notYet('time.dissolve'),
  }
}
