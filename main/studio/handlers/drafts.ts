import type { Handlers } from '#shared/contract.ts'
import { StudioError } from '#shared/errors.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import type { Drafts } from '../drafts/drafts.ts'
import { lanes } from '../drafts/lanes.ts'

const notYet = (name: string): never => {
  throw new StudioError('internal', `${name} is not built yet`)
}

export function draftHandlers({
  drafts,
}: {
  drafts: Drafts
}): Pick<Handlers<StudioContract>, 'drafts.run' | 'best.run' | 'map.run' | 'score.run'> {
  const inLane = lanes()
  return {
    'drafts.run': ({ lane, ...request }, { signal, emit }) =>
      inLane(lane, signal, signal => drafts.run(request, signal, emit)),
    'best.run': () => notYet('best.run'),
    'map.run': () => notYet('map.run'),
    'score.run': () => notYet('score.run'),
  }
}
