import type { Handlers } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import type { ModelKeeper } from '../model-keeper.ts'
import { frames } from '../trajectory/frames.ts'

const notYet = (name: string): never => {
  throw new StudioError('internal', `${name} is not built yet`)
}

export const timeHandlers = (
  models: ModelKeeper,
): Pick<Handlers<EngineContract>, 'time.frames' | 'time.dissolve'> => ({
  'time.frames': (request, context) =>
    models.use({ ...request, signal: context.signal }, opened => frames(request, context, opened)),
  'time.dissolve': () => notYet('time.dissolve'),
})
