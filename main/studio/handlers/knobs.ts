import type { Handlers } from '#shared/contract.ts'
import { StudioError } from '#shared/errors.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import type { EngineCall } from '../engine-keeper.ts'

const notYet = (name: string): never => {
  throw new StudioError('internal', `${name} is not built yet`)
}

export function knobHandlers(_options: {
  call: EngineCall
}): Pick<
  Handlers<StudioContract>,
  | 'knobs.list'
  | 'knobs.discover'
  | 'knobs.orthogonalise'
  | 'knobs.save'
  | 'knobs.rename'
  | 'knobs.remove'
  | 'knobs.read'
  | 'knobs.import'
> {
  return {
    'knobs.list': () => notYet('knobs.list'),
    'knobs.discover': () => notYet('knobs.discover'),
    'knobs.orthogonalise': () => notYet('knobs.orthogonalise'),
    'knobs.save': () => notYet('knobs.save'),
    'knobs.rename': () => notYet('knobs.rename'),
    'knobs.remove': () => notYet('knobs.remove'),
    'knobs.read': () => notYet('knobs.read'),
    'knobs.import': () => notYet('knobs.import'),
  }
}
