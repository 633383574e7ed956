import type { Handlers } from '#shared/contract.ts'
import { StudioError } from '#shared/errors.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import type { EngineCall } from '../engine-keeper.ts'

const notYet = (name: string): never => {
  throw new StudioError('internal', `${name} is not built yet`)
}

export function timeHandlers(_options: {
  call: EngineCall
}): Pick<
  Handlers<StudioContract>,
  'time.info' | 'time.frames' | 'time.dissolve' | 'time.kept' | 'time.forget' | 'lineage.get'
> {
  return {
    'time.info': () => notYet('time.info'),
    'time.frames': () => notYet('time.frames'),
    'time.dissolve': () => notYet('time.dissolve'),
    'time.kept': () => notYet('time.kept'),
    'time.forget': () => notYet('time.forget'),
    'lineage.get': () => notYet('lineage.get'),
  }
}
