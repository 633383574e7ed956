import type { Handlers } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import { discoverKnobs } from '../knobs/discover.ts'
import { lorasToLay } from '../loras/to-lay.ts'
import type { ModelKeeper } from '../model-keeper.ts'

export function knobHandlers(models: ModelKeeper): Pick<Handlers<EngineContract>, 'knobs.discover'> {
  return {
    'knobs.discover': (request, context) =>
      lorasToLay([request.generation], request.loras).then(loras =>
        models.use(
          { folder: request.folder, device: request.device, loras, signal: context.signal },
          opened => discoverKnobs(request, context, opened),
        ),
      ),
  }
}
