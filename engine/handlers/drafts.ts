import type { Handlers } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import { runDrafts } from '../drafts/run.ts'
import { turns } from '../drafts/turns.ts'
import { placePoints } from '../maps/place.ts'
import type { ModelKeeper } from '../model-keeper.ts'
import { scorerKeeper } from '../scorer/keeper.ts'
import { scoreFiles } from '../scorer/score.ts'

export function draftHandlers(
  models: ModelKeeper,
): Pick<Handlers<EngineContract>, 'drafts.run' | 'score.run' | 'map.place'> {
  const inTurn = turns()
  const scorers = scorerKeeper()
  return {
    'drafts.run': (request, context) =>
      models.use({ folder: request.folder, device: request.device, signal: context.signal }, ({ model }) =>
        runDrafts(request, context, { model, turns: inTurn, scorers }),
      ),
    'score.run': async (request, context) =>
      scoreFiles(request, context, await scorers.get(request.folder, request.device)),
    'map.place': (request, { signal }) => placePoints(request, signal),
  }
}
