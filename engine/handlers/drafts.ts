import type { Handlers } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import type { ModelKeeper } from '../model-keeper.ts'

const notYet = (name: string): never => {
  throw new StudioError('internal', `${name} is not built yet`)
}

export function draftHandlers(
  _models: ModelKeeper,
): Pick<Handlers<EngineContract>, 'drafts.run' | 'score.run' | 'map.place'> {
  return {
    'drafts.run': () => notYet('drafts.run'),
    'score.run': () => notYet('score.run'),
    'map.place': () => notYet('map.place'),
  }
}
