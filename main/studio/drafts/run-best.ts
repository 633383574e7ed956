import type { Parsed } from '#shared/contract.ts'
import type { BestEvent, BestResult } from '#shared/studio/drafts.ts'
import type { JobId, JobRequest } from '#shared/studio/jobs.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import { modelFolder } from '../model-library.ts'
import { keepBest } from './best.ts'
import type { Drafts } from './drafts.ts'
import { toldPlan } from './halving.ts'
import { givenScorer, scorerOf } from './scorer-of.ts'
import { rankSteps } from './steps.ts'

type Request = Parsed<StudioContract['best.run']>
export type BestServices = {
  drafts: Drafts
  /** The scorer's folder that a person chose; undefined: the model's own. */
  chosen: () => Promise<string | undefined>
  /** Puts jobs before all that wait. Errors: the library's, when it cannot be written. */
  addJobs: (requests: readonly JobRequest[]) => Promise<JobId[]>
}

const side = 128

/** Rolls, ranks and thins out; what is left goes into the queue, best first, each as a job of its own. */
export async function runBest(
  { model, generation, rolls, keep, seconds, diversity }: Request,
  { signal, emit }: { signal: AbortSignal; emit: (event: BestEvent) => void },
  { drafts, chosen, addJobs }: BestServices,
): Promise<BestResult> {
  const folder = await modelFolder(model)
  const named = await chosen()
  const { worth, folder: scorer } = named ? givenScorer(named) : await scorerOf(folder)
  const { first, full } = await rankSteps(folder, generation)
  const { survivors, plan } = await keepBest({
    generation,
    rolls,
    keep,
    seconds,
    diversity,
    first,
    full,
    emit,
    draw: (generations, steps, onDraft) =>
      drafts.run(
        {
          ...{ model, generations: [...generations], steps, side, scorer },
          score: generation.prompt,
          embed: true,
        },
        signal,
        onDraft,
      ),
  })
  signal.throwIfAborted()
  const jobs = await addJobs(survivors.map(({ generation }) => ({ model, generation, count: 1 })))
  return {
    survivors: survivors.map(({ index, score }, i) => ({ index, score, job: jobs[i]! })),
    rolled: plan.rolls,
    ranking: `${toldPlan(plan)}. ${worth}`,
  }
}
