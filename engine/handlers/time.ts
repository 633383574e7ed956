import type { Handlers } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import { lorasToLay } from '../loras/to-lay.ts'
import type { ModelKeeper } from '../model-keeper.ts'
import { withRefiner } from '../refiner/with-refiner.ts'
import { dissolve } from '../trajectory/dissolve.ts'
import { frames } from '../trajectory/frames.ts'

export const timeHandlers = (
  models: ModelKeeper,
  refiners: ModelKeeper,
): Pick<Handlers<EngineContract>, 'time.frames' | 'time.dissolve'> => ({
  'time.frames': async ({ loras, refiner: folder, ...request }, context) => {
    const { generation } = request
    const { signal } = context
    return models.use({ ...request, loras: await lorasToLay([generation], loras), signal }, opened =>
      withRefiner(refiners, opened.model, { generation, folder, signal }, refiner =>
        frames(request, context, { ...opened, refiner }),
      ),
    )
  },
  // The way into noise is the schedule's alone: no LoRA has a say in it.
  'time.dissolve': (request, context) =>
    models.use({ ...request, signal: context.signal }, opened => dissolve(request, context, opened)),
})
