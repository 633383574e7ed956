import type { Generation } from '#shared/generation.ts'
import type { Seed } from '#shared/seed.ts'

/** Whether a starting noise of its own is at the beginning, so that a great circle can lead from and to it. */
export const isPlain = ({ dice }: Generation): boolean => dice.toward === null

/** On the great circle from `from`'s starting noise to `to`'s, `t` of the way; all else as `from` has it. */
export function between(from: Generation, to: Generation, t: number): Generation {
  const { toward: _, sampler, ...dice } = to.dice
  return {
    ...from,
    dice: { ...from.dice, toward: { seed: to.seed, variation: to.variation, dice, sampler, t } },
  }
}

/**
 * What to try for a place between rolls: the two or three nearest (nearest first, with their distances) slerped pair
 * by pair, each end by its inverse distance; the same once more a little varied; and `fresh` new seeds.
 */
export function tries(
  near: readonly { generation: Generation; far: number }[],
  fresh: number,
  newSeed: () => Seed,
): Generation[] {
  const pairs = near.flatMap((a, i) => near.slice(i + 1).map(b => [a, b] as const))
  const slerps = pairs.map(([a, b]) =>
    between(a.generation, b.generation, Math.round((a.far / (a.far + b.far || 1)) * 1000) / 1000),
  )
  const varied = slerps.map(one => ({ ...one, variation: { seed: newSeed(), strength: 0.3 } }))
  const [first] = near
  const rolled = first ? Array.from({ length: fresh }, () => ({ ...first.generation, seed: newSeed() })) : []
  return [...slerps, ...varied, ...rolled]
}
