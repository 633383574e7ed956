import type { Handlers } from '#shared/contract.ts'
import { StudioError } from '#shared/errors.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import type { EngineCall } from '../engine-keeper.ts'

const notYet = (name: string): never => {
  throw new StudioError('internal', `${name} is not built yet`)
}

export function walkHandlers(_options: {
  call: EngineCall
}): Pick<Handlers<StudioContract>, 'walk.run' | 'walk.read'> {
  return {
    'walk.run': () => notYet('walk.run'),
    'walk.read': () => notYet('walk.read'),
  }
}
