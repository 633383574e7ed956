import { StudioError } from '#shared/errors.ts'
import { refiner } from '#shared/refiner.ts'
import type { EngineCall } from './engine-keeper.ts'

const takers = new Set(['generate.run', 'time.frames'])

type Carrying = { generation?: { refiner?: unknown }; refiner?: string }

/**
 * An engine to whom the folder of the refiner that settings name is handed along with them. `find` gives it by the name.
 * Errors: `model-missing` for one that is not installed.
 */
export const withRefinerFolder = (call: EngineCall, find: (model: string) => Promise<string>): EngineCall =>
  (async (name, input, options) => {
    const { generation, refiner: known } = (input ?? {}) as Carrying
    // The door of the engine looks at the rest.
    const named = takers.has(name) && !known ? refiner.safeParse(generation?.refiner).data : undefined
    if (!named) return call(name, input, options)
    const folder = await find(named.model).catch((error: Error) => {
      throw new StudioError(
        'model-missing',
        `The refiner "${named.model}" is not here: ${error.message}. Add it, choose another, or leave it out`,
        { cause: error },
      )
    })
    return call(name, { ...(input as object), refiner: folder } as typeof input, options)
  }) as EngineCall
