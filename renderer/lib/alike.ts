import type { Place } from './map-points.ts'

/** Of two vectors of unit length. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** The weighted mean of vectors, brought to unit length. */
export function meanOf(vectors: readonly Float32Array[], weights: readonly number[]): Float32Array {
  const mean = new Float32Array(vectors[0]!.length)
  for (const [at, vector] of vectors.entries())
    for (let i = 0; i < mean.length; i++) mean[i]! += weights[at]! * vector[i]!
  const length = Math.hypot(...mean) || 1
  return mean.map(value => value / length)
}

/**
 * Where a picture belongs among placed ones: the mean place of the four that look most like it, the more alike the
 * heavier. Null when none of them has an embedding.
 */
export function placeAmong(
  embedding: Float32Array,
  others: readonly { place: Place; embedding: Float32Array | null }[],
): Place | null {
  const ranked = others
    .flatMap(({ place, embedding: other }) => (other ? [{ place, like: cosine(embedding, other) }] : []))
    .sort((a, b) => b.like - a.like)
  const near = ranked.slice(0, 4)
  if (!near.length) return null
  const floor = (ranked[4] ?? near.at(-1)!).like
  const weights = near.map(({ like }) => Math.max(0, like - floor) + 1e-6)
  const sum = weights.reduce((a, b) => a + b)
  const mean = (axis: 'x' | 'y') =>
    near.reduce((all, { place }, i) => all + place[axis] * weights[i]!, 0) / sum
  return { x: mean('x'), y: mean('y') }
}
