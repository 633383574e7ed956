import type { Handlers } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import type { ModelKeeper } from '../model-keeper.ts'
import { dissolve } from '../trajectory/dissolve.ts'
import { frames } from '../trajectory/frames.ts'

export const timeHandlers = (
  models: ModelKeeper,
): Pick<Handlers<EngineContract>, 'time.frames' | 'time.dissolve'> => ({
  'time.frames': (request, context) =>
    models.use({ ...request, signal: context.signal }, opened => frames(request, context, opened)),
  'time.dissolve': (request, context) =>
    models.use({ ...request, signal: context.signal }, opened => dissolve(request, context, opened)),
})
