import type { Handlers } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import { runDrafts } from '../drafts/run.ts'
import { turns } from '../drafts/turns.ts'
import { lorasToLay } from '../loras/to-lay.ts'
import { placePoints } from '../maps/place.ts'
import type { ModelKeeper } from '../model-keeper.ts'
import type { ScorerKeeper } from '../scorer/keeper.ts'

export function draftHandlers(
  models: ModelKeeper,
  scorers: ScorerKeeper,
): Pick<Handlers<EngineContract>, 'drafts.run' | 'map.place'> {
  const inTurn = turns()
  return {
    'drafts.run': (request, context) =>
      lorasToLay(request.generations, request.loras).then(loras =>
        models.use(
          { folder: request.folder, device: request.device, loras, signal: context.signal },
          opened => runDrafts(request, context, { ...opened, turns: inTurn, scorers }),
        ),
      ),
    'map.place': (request, { signal }) => placePoints(request, signal),
  }
}
