import { StudioError } from '#shared/errors.ts'
import type { StudioHandlers } from '../host.ts'

type Names = Extract<keyof StudioHandlers, `assets.${string}` | `drawings.${string}`>

const unbuilt = async (): Promise<never> => {
  throw new StudioError('internal', 'not built yet')
}

export const canvasHandlers = (): Pick<StudioHandlers, Names> => ({
  'assets.put': unbuilt,
  'assets.get': unbuilt,
  'drawings.list': unbuilt,
  'drawings.create': unbuilt,
  'drawings.open': unbuilt,
  'drawings.append': unbuilt,
  'drawings.rename': unbuilt,
  'drawings.trash': unbuilt,
  'drawings.restore': unbuilt,
})
