import type { Handlers } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import { discoverKnobs } from '../knobs/discover.ts'
import type { ModelKeeper } from '../model-keeper.ts'

export function knobHandlers(models: ModelKeeper): Pick<Handlers<EngineContract>, 'knobs.discover'> {
  return {
    'knobs.discover': (request, context) =>
      models.use({ folder: request.folder, device: request.device, signal: context.signal }, ({ model }) =>
        discoverKnobs(request, context, model),
      ),
  }
}
