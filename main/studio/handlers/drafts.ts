import type { Handlers } from '#shared/contract.ts'
import { StudioError } from '#shared/errors.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import type { EngineCall } from '../engine-keeper.ts'

const notYet = (name: string): never => {
  throw new StudioError('internal', `${name} is not built yet`)
}

export function draftHandlers(_options: {
  call: EngineCall
}): Pick<Handlers<StudioContract>, 'drafts.run' | 'best.run' | 'map.run' | 'score.run'> {
  return {
    'drafts.run': () => notYet('drafts.run'),
    'best.run': () => notYet('best.run'),
    'map.run': () => notYet('map.run'),
    'score.run': () => notYet('score.run'),
  }
}
