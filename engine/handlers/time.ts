import type { Handlers } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import { lorasToLay } from '../loras/to-lay.ts'
import type { ModelKeeper } from '../model-keeper.ts'
import { dissolve } from '../trajectory/dissolve.ts'
import { frames } from '../trajectory/frames.ts'

export const timeHandlers = (
  models: ModelKeeper,
): Pick<Handlers<EngineContract>, 'time.frames' | 'time.dissolve'> => ({
  'time.frames': async ({ loras, ...request }, context) =>
    models.use(
      { ...request, loras: await lorasToLay([request.generation], loras), signal: context.signal },
      opened => frames(request, context, opened),
    ),
  // The way into noise is the schedule's alone: no LoRA has a say in it.
  'time.dissolve': (request, context) =>
    models.use({ ...request, signal: context.signal }, opened => dissolve(request, context, opened)),
})
