import type { Settings } from '#shared/generation.ts'
import type { Steering } from '#shared/steer.ts'

type Some = { [K in 'knobs' | 'steer' | 'conditions']?: Settings[K] | undefined }

/**
 * What of a picture's settings a refiner is told: words and how they are turned, guidance, regions, the image to begin
 * from. Knobs, directions and maps belong to the graph of the model that begins.
 */
export const toldToRefiner = (settings: Settings): Settings => ({
  ...withoutOwn(settings),
  past: settings.past.map(withoutOwn),
})

const withoutOwn = <T extends Some>(some: T): T => ({
  ...some,
  ...(some.knobs && { knobs: {} }),
  ...(some.steer && { steer: some.steer.filter(({ kind }: Steering) => kind === 'words') }),
  ...(some.conditions && { conditions: { ...some.conditions, controls: [] } }),
})
