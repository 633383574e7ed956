import { type Chart, openChart } from '../atlas/chart.ts'
import { holesOf } from '../atlas/holes.ts'
import { placesOf } from '../atlas/places.ts'
import { textVectors } from '../atlas/text-vectors.ts'
import type { StudioHandlers } from '../host.ts'
import type { Library } from '../library/open-library.ts'
import type { Shelf } from '../library/shelf.ts'
import type { SearchOptions } from '../meaning/search.ts'

type Names = Extract<keyof StudioHandlers, `atlas.${string}`>
export type AtlasServices = {
  shelf: Shelf
  cache: string
  /** What reads texts. */
  eyes: SearchOptions
}

export function atlasHandlers({ shelf, cache, eyes }: AtlasServices): {
  handlers: Pick<StudioHandlers, Names>
  close: () => void
} {
  let open: { library: Library; chart: Chart } | undefined
  const chartOf = (library: Library): Chart => {
    if (open?.library !== library) {
      open?.chart.close()
      open = { library, chart: openChart(library, cache) }
    }
    return open.chart
  }
  const texts = textVectors({ ...eyes, scorer: () => shelf.now().meaning.scorer() })
  const handlers: Pick<StudioHandlers, Names> = {
    'atlas.places': ({ filter }, context) => {
      const library = shelf.now()
      return placesOf(library, chartOf(library), filter, context)
    },
    'atlas.holes': (request, { signal, emit }) => {
      const library = shelf.now()
      const { placeOf } = chartOf(library)
      const onProgress = (share: number) => emit({ kind: 'progress', share })
      return holesOf(request, { library, texts, placeOf, signal, onProgress })
    },
  }
  return { handlers, close: () => open?.chart.close() }
}
