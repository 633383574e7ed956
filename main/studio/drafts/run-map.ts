import type { Parsed } from '#shared/contract.ts'
import type { MapEvent } from '#shared/studio/drafts.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import type { EngineCall } from '../engine-keeper.ts'
import { modelFolder } from '../model-library.ts'
import { rollOf } from './best.ts'
import type { Drafts } from './drafts.ts'
import type { FinishedMap, mapCache } from './map-cache.ts'
import { placeMeanwhile, placesOf } from './placer.ts'
import { rankSteps } from './steps.ts'

type Request = Parsed<StudioContract['map.run']>
type Roll = FinishedMap['drafts'][number]
export type MapServices = {
  drafts: Drafts
  call: EngineCall
  cache: ReturnType<typeof mapCache>
  /** What a model's folder looks like now: a map of another is another map. */
  stampOf: (folder: string) => Promise<string>
}

const side = 128
/** Between two of these, a job of another model may have its turn. */
const atOnce = 64

/**
 * Rolls seed after seed and places them by what they look like, first roughly and again and again, in the end by
 * neighbourhoods. A map that was finished before is there at once.
 */
export async function runMap(
  { model, generation, rolls }: Request,
  { signal, emit }: { signal: AbortSignal; emit: (event: MapEvent) => void },
  { drafts, call, cache, stampOf }: MapServices,
): Promise<{ placed: number }> {
  const folder = await modelFolder(model)
  const { first: steps } = await rankSteps(folder, generation)
  const of = { folder, stamp: await stampOf(folder), generation, rolls, steps }
  const kept = await cache.read(of)
  if (kept) {
    for (const roll of kept.drafts) emit({ kind: 'draft', ...roll, score: null, msLeft: 0 })
    emit({ kind: 'places', points: kept.points, method: 'umap', final: true })
    return { placed: kept.points.length }
  }

  const done: Roll[] = []
  const meanwhile = placeMeanwhile(async rolls =>
    emit({
      kind: 'places',
      points: await placesOf(call, rolls, 'pca', signal),
      method: 'pca',
      final: false,
    }),
  )
  /** Milliseconds of a draft, by what the engine says of the rest of its request. */
  let each: number | null = null
  for (let from = 0; from < rolls; from += atOnce) {
    const generations = Array.from({ length: Math.min(atOnce, rolls - from) }, (_, i) =>
      rollOf(generation, from + i),
    )
    await drafts.run({ model, generations, steps, side, score: null, embed: true }, signal, draft => {
      const index = from + draft.index
      const seed = String(generations[draft.index]!.seed)
      done.push({ index, seed, png: draft.png!, embedding: draft.embedding! })
      const rest = from + generations.length - done.length
      if (rest > 0 && draft.msLeft !== null) each = draft.msLeft / rest
      emit({ ...draft, index, seed, msLeft: each === null ? null : each * (rolls - done.length) })
      meanwhile.seen(done)
    })
  }
  await meanwhile.flush()
  const points = await placesOf(call, done, 'umap', signal)
  emit({ kind: 'places', points, method: 'umap', final: true })
  await cache.write(of, { drafts: done.toSorted((a, b) => a.index - b.index), points })
  return { placed: points.length }
}
