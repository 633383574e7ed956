export type Candidate = { index: number; score: number; embedding: Float32Array }

/**
 * The `keep` to go on with, best first: one after another the one that fits best and differs most from those already
 * chosen (maximal marginal relevance, Carbonell & Goldstein 1998, with the distance to the nearest chosen one as
 * k-centre clustering takes it). `diversity` 0 looks at the score alone, 1 at the distance alone; both are first
 * brought to 0..1 among the candidates.
 */
export function choose(candidates: readonly Candidate[], keep: number, diversity: number): Candidate[] {
  const fit = toShares(candidates.map(({ score }) => score))
  const left = new Set(candidates.keys())
  const nearest = candidates.map(() => 2)
  const chosen: Candidate[] = []
  while (chosen.length < keep && left.size) {
    const far = chosen.length ? toShares(nearest) : nearest.map(() => 0)
    let best = -1
    let most = Number.NEGATIVE_INFINITY
    for (const i of left) {
      const worth = chosen.length ? (1 - diversity) * fit[i]! + diversity * far[i]! : fit[i]!
      if (worth > most) [best, most] = [i, worth]
    }
    const next = candidates[best]!
    left.delete(best)
    chosen.push(next)
    candidates.forEach(({ embedding }, i) => {
      nearest[i] = Math.min(nearest[i]!, 1 - dot(embedding, next.embedding))
    })
  }
  return chosen
}

/** Linearly to 0..1; all 1 where they are the same. */
function toShares(values: readonly number[]): number[] {
  const low = Math.min(...values)
  const range = Math.max(...values) - low
  return values.map(value => (range > 0 ? (value - low) / range : 1))
}

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)
