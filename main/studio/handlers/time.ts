import type { StudioHandlers } from '../host.ts'
import type { Library } from '../library/open-library.ts'
import type { movies } from '../time/frames.ts'
import { lineageOf } from '../time/lineage.ts'
import type { Ways } from '../time/ways.ts'

type Names = Extract<keyof StudioHandlers, `time.${string}` | `lineage.${string}`>
export type TimeParts = { library: () => Library; ways: Ways; movies: ReturnType<typeof movies> }

export function timeHandlers({ library, ways, movies }: TimeParts): Pick<StudioHandlers, Names> {
  const kept = async () => ({ ...(await ways.now().kept()), capBytes: ways.capBytes() })
  return {
    'time.info': async ({ id }) => {
      const { record } = await library().get(id)
      const way = await ways.now().find(id)
      return { kept: way !== null, bytes: way?.bytes ?? 0, steps: record?.settings.steps ?? 0 }
    },
    'time.frames': (asked, context) => movies.frames(asked, context),
    'time.dissolve': (asked, context) => movies.dissolve(asked, context),
    'time.kept': kept,
    'time.forget': async ({ ids }) => {
      await ways.now().forget(ids)
      return kept()
    },
    'lineage.get': ({ id }, { signal }) => lineageOf(library(), id, signal),
  }
}
