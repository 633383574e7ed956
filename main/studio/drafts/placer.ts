import type { MapPoint } from '#shared/studio/drafts.ts'
import type { EngineCall } from '../engine-keeper.ts'

export type Embedded = { index: number; seed: string; embedding: Float32Array }

/** Asks the engine where rolls lie, from their embeddings; in the order of their numbers, so that the same rolls lie the same. */
export async function placesOf(
  call: EngineCall,
  rolls: readonly Embedded[],
  method: 'pca' | 'umap',
  signal: AbortSignal,
): Promise<MapPoint[]> {
  const ordered = rolls.toSorted((a, b) => a.index - b.index)
  const width = ordered[0]!.embedding.length
  const points = new Float32Array(ordered.length * width)
  ordered.forEach(({ embedding }, i) => {
    points.set(embedding, i * width)
  })
  const { positions } = await call('map.place', { points, width, method }, { signal })
  return ordered.map(({ index, seed }, i) => ({
    index,
    seed,
    x: positions[2 * i]!,
    y: positions[2 * i + 1]!,
  }))
}

const fewest = 16
const everyMs = 1000

/**
 * Places what there is so far now and then: from 16 rolls on, at most once a second, one at a time. `flush` waits for
 * the one under way.
 */
export function placeMeanwhile(
  place: (rolls: readonly Embedded[]) => Promise<void>,
  now: () => number = () => performance.now(),
) {
  let running: Promise<void> | undefined
  let last = Number.NEGATIVE_INFINITY
  return {
    seen(rolls: readonly Embedded[]): void {
      if (running || rolls.length < fewest || now() - last < everyMs) return
      last = now()
      running = place([...rolls])
        // The final places will tell what is wrong.
        .catch(() => {})
        .finally(() => {
          running = undefined
        })
    },
    flush: async () => running,
  }
}
