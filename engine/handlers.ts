import type { Handlers } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import { deviceReports } from './devices.ts'
import { generate } from './generate.ts'
import { draftHandlers } from './handlers/drafts.ts'
import { knobHandlers } from './handlers/knobs.ts'
import { scoreHandlers } from './handlers/score.ts'
import { timeHandlers } from './handlers/time.ts'
import { inspectModel } from './model/inspect.ts'
import { modelKeeper } from './model-keeper.ts'
import { scorerKeeper } from './scorer/keeper.ts'
import { upscalerKeeper } from './upscale/keeper.ts'
import { upscaleFiles } from './upscale/run.ts'

/** What the engine process answers. It keeps the last model open; a host that wants another ends the process. */
export function engineHandlers(): Handlers<EngineContract> {
  const models = modelKeeper()
  const refiners = modelKeeper()
  const scorers = scorerKeeper()
  const upscalers = upscalerKeeper()
  return {
    'devices.list': () => deviceReports(),
    'models.inspect': ({ folder, device, verify }, { signal }) =>
      inspectModel(folder, { device, verify, signal }),
    'generate.run': (request, context) => generate(request, context, models, refiners),
    ...draftHandlers(models, scorers),
    ...scoreHandlers(scorers),
    ...knobHandlers(models),
    ...timeHandlers(models, refiners),
    'upscale.run': (request, context) => upscaleFiles(request, context, upscalers),
    'upscale.inspect': async ({ model, device }) => {
      const { scale, only } = await upscalers.get(model, device)
      return { scale, only: only && { width: only[1], height: only[0] } }
    },
  }
}
