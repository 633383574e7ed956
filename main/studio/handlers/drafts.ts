import type { Handlers } from '#shared/contract.ts'
import type { JobRequest } from '#shared/studio/jobs.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import type { Drafts } from '../drafts/drafts.ts'
import { lanes } from '../drafts/lanes.ts'
import { mapCache } from '../drafts/map-cache.ts'
import { runBest } from '../drafts/run-best.ts'
import { runMap } from '../drafts/run-map.ts'
import { givenScorer, scorerOf } from '../drafts/scorer-of.ts'
import type { EngineCall } from '../engine-keeper.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Shelf } from '../library/shelf.ts'
import { modelFolder } from '../model-library.ts'

export type DraftServices = {
  drafts: Drafts
  /** The scorer's folder that a person chose; undefined: each model's own. */
  chosen: () => Promise<string | undefined>
  call: EngineCall
  jobs: Jobs
  shelf: Shelf
  cache: string
  stampOf: (folder: string) => Promise<string>
}

export function draftHandlers({
  drafts,
  chosen,
  call,
  jobs,
  shelf,
  cache,
  stampOf,
}: DraftServices): Pick<Handlers<StudioContract>, 'drafts.run' | 'best.run' | 'map.run' | 'score.run'> {
  const inLane = lanes()
  const maps = mapCache(cache)
  const addJobs = async (requests: readonly JobRequest[]) => {
    await shelf.now().requireWritable()
    return jobs.add(requests, true)
  }
  return {
    'drafts.run': ({ lane, ...request }, { signal, emit }) =>
      inLane(lane, signal, signal => drafts.run(request, signal, emit)),
    'best.run': async (request, context) => {
      // What cannot be kept is told before anything is rolled.
      await shelf.now().requireWritable()
      return runBest(request, context, { drafts, chosen, addJobs })
    },
    'map.run': (request, context) => runMap(request, context, { drafts, call, cache: maps, stampOf }),
    'score.run': async ({ model, picture, texts }, { signal }) => {
      const named = await chosen()
      const { folder, worth } = named ? givenScorer(named) : await scorerOf(await modelFolder(model))
      const images = [await shelf.now().pngOf(picture)]
      const { images: scored } = await call('score.run', { folder, images, texts }, { signal })
      const { scores, shares } = scored[0]!
      return { scores, shares, ranking: worth }
    },
  }
}
