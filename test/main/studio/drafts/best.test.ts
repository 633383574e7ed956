import { expect, test } from 'vitest'
import { type BestOptions, keepBest } from '#main/studio/drafts/best.ts'
import { generation } from '#shared/generation.ts'
import type { BestEvent } from '#shared/studio/drafts.ts'

/** Draws at once: the score is what `worth` says of the seed, more exactly the more steps it has. */
function run(options: Partial<BestOptions> = {}) {
  const events: BestEvent[] = []
  const drawn: { seeds: number[]; steps: number }[] = []
  const best = keepBest({
    generation: generation.parse({ prompt: 'a bird', seed: 100 }),
    rolls: 64,
    keep: 4,
    seconds: 3600,
    diversity: 0,
    first: 4,
    full: 20,
    emit: event => events.push(event),
    draw: async (generations, steps, onDraft) => {
      drawn.push({ seeds: generations.map(({ seed }) => Number(seed)), steps })
      // As they may come: not in order.
      for (const [index, { seed }] of [...generations.entries()].reverse())
        onDraft({
          kind: 'draft',
          index,
          png: Uint8Array.of(1),
          score: (Number(seed) % 64) / 64,
          embedding: Float32Array.of(1, 0),
          msLeft: 0,
        })
    },
    ...options,
  })
  return { best, events, drawn }
}

test('the best of all rolls are kept, each by its own seed; every round tells who is left', async () => {
  const { best, events, drawn } = run()
  const { survivors, plan } = await best
  expect(survivors.map(({ generation }) => generation.seed)).toEqual([127, 126, 125, 124])
  expect(survivors.map(({ index }) => index)).toEqual([27, 26, 25, 24])
  expect(plan.rolls).toBe(64)
  const first = drawn.filter(({ steps }) => steps === 4).flatMap(({ seeds }) => seeds)
  expect(first.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, i) => 100 + i))
  const rounds = events.filter(event => event.kind === 'round')
  expect(rounds.map(({ left }) => left.length)).toEqual(plan.rounds.map(({ keep }) => keep))
  expect(rounds.at(-1)!.left).toEqual([27, 26, 25, 24])
  expect(drawn.at(-1)!.seeds).toEqual(rounds.at(-2)!.left.map(index => 100 + index))
  const drafts = events.filter(event => event.kind === 'draft')
  expect(drafts.every(({ index, seed }) => Number(seed) === 100 + index)).toBe(true)
  expect(drafts.at(-1)!.msLeft).toBe(0)
})

test('a budget that is spent stops at as many rolls as are kept', async () => {
  const slow = run({
    seconds: 1,
    keep: 3,
    draw: async (generations, _steps, onDraft) => {
      await new Promise(resolve => setTimeout(resolve, 1100))
      for (const index of generations.keys())
        onDraft({ kind: 'draft', index, png: null, score: index, embedding: Float32Array.of(1), msLeft: 0 })
    },
  })
  const { plan, survivors } = await slow.best
  expect(plan).toEqual({ rolls: 3, rounds: [{ steps: 4, keep: 3 }] })
  expect(survivors).toHaveLength(3)
})
