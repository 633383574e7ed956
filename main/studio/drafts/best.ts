import type { DraftEvent } from '#shared/engine-contract.ts'
import type { Generation } from '#shared/generation.ts'
import { seedAfter } from '#shared/seed.ts'
import type { BestEvent } from '#shared/studio/drafts.ts'
import { type Candidate, choose } from './choose.ts'
import { type Plan, planOf, stepsOf } from './halving.ts'

/** Draws quick pictures with their scores and embeddings; `steps` for each. */
type DrawDrafts = (
  generations: readonly Generation[],
  steps: number,
  onDraft: (draft: DraftEvent) => void,
) => Promise<unknown>

export type BestOptions = {
  generation: Generation
  rolls: number
  keep: number
  seconds: number
  diversity: number
  /** Steps of a cheap roll, and of the picture in full. */
  first: number
  full: number
  draw: DrawDrafts
  emit: (event: BestEvent) => void
}

export type Best = {
  /** Best first. */
  survivors: { index: number; score: number; generation: Generation }[]
  plan: Plan
}

/** The settings of the n-th roll: the n-th seed after the first. */
export const rollOf = (generation: Generation, index: number): Generation => ({
  ...generation,
  seed: seedAfter(generation.seed, index),
})

/** So many rolls, after the one that also opens the model, tell the speed. */
const probe = 4

/** Rolls many cheaply and thins them out round by round within the seconds; how thin, the speed of the first rolls decides. */
export async function keepBest(options: BestOptions): Promise<Best> {
  const { generation, rolls, keep, seconds, first, full, emit } = options
  // Without words there is nothing to fit.
  const diversity = generation.prompt.trim() ? options.diversity : 1
  const begun = performance.now()
  const spent = () => performance.now() - begun
  const clock = { msPerStep: Number.NaN, stepsLeft: 0 }

  /** Draws the rolls of a round. */
  async function draw(phase: number, indices: readonly number[], steps: number): Promise<Candidate[]> {
    const drawn: Candidate[] = []
    if (!indices.length) return drawn
    await options.draw(
      indices.map(index => rollOf(generation, index)),
      steps,
      draft => {
        const index = indices[draft.index]!
        drawn.push({ index, score: draft.score!, embedding: draft.embedding! })
        clock.stepsLeft -= steps
        const seed = String(rollOf(generation, index).seed)
        emit({ ...draft, index, phase, seed, embedding: null, msLeft: msLeft() })
      },
    )
    return drawn
  }
  const msLeft = () => (Number.isNaN(clock.msPerStep) ? null : Math.max(0, clock.stepsLeft) * clock.msPerStep)

  const seen = await draw(0, [0], first)
  clock.msPerStep = spent() / first
  // Opening the model was part of it: unless it took all the time there is, a few more tell the true speed.
  const share = spent() / (seconds * 1000)
  const more = Math.min(rolls - 1, share < 0.5 ? probe : share < 1 ? 1 : 0)
  if (more > 0) {
    const start = performance.now()
    seen.push(...(await draw(0, range(1, 1 + more), first)))
    clock.msPerStep = (performance.now() - start) / (more * first)
  }
  const plan = planOf({
    rolls,
    keep,
    first,
    full,
    drawn: seen.length,
    msPerStep: clock.msPerStep,
    msLeft: seconds * 1000 - spent(),
  })
  clock.stepsLeft = stepsOf(plan) - seen.length * first
  seen.push(...(await draw(0, range(seen.length, plan.rolls), first)))

  let left = seen
  for (const [phase, { keep, steps }] of plan.rounds.entries()) {
    if (phase > 0) {
      const begin = left.map(({ index }) => index)
      left = await draw(phase, begin, steps)
    }
    left = choose(left, keep, diversity)
    emit({ kind: 'round', phase, left: left.map(({ index }) => index), msLeft: msLeft() })
  }
  return {
    survivors: left.map(({ index, score }) => ({ index, score, generation: rollOf(generation, index) })),
    plan,
  }
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
