import type { PackedRows, Reduced } from './packed.ts'

/** Rows that are looked at to find the axes, evenly from the first to the last. */
const sample = 4096
const rounds = 8

/**
 * What the rows are along the `count` directions in which they differ most: principal components, found by subspace
 * iteration (Halko, Martinsson and Tropp 2011, arXiv:0909.4061, algorithm 4.4) over at most 4,096 of them. Centred, the
 * first direction first, each turned so that the row farthest out of the sample lies on its positive side.
 */
export function reduced(packed: PackedRows, count: number): Reduced {
  const { rows, inverse, width } = packed
  const kept = Math.min(count, width, Math.max(1, packed.count))
  const { mean, covariance } = spreadOf(packed)
  let axes = start(kept, width)
  for (let round = 0; round < rounds; round++) axes = orthogonal(axes.map(axis => times(covariance, axis)))
  axes = inOrder(axes, covariance)
  const values = new Float32Array(packed.count * kept)
  const middle = axes.map(axis => dot(axis, mean))
  for (let i = 0; i < packed.count; i++)
    for (let k = 0; k < kept; k++) {
      const axis = axes[k]!
      let sum = 0
      for (let j = 0; j < width; j++) sum += rows[i * width + j]! * axis[j]!
      values[i * kept + k] = sum * inverse[i]! - middle[k]!
    }
  return turned({ values, width: kept, count: packed.count })
}

/** Mean and covariance of a sample. */
function spreadOf({ rows, inverse, width, count }: PackedRows) {
  const taken = Math.min(sample, count)
  const mean = new Float64Array(width)
  const picked = Array.from({ length: taken }, (_, n) => {
    const i = Math.floor((n * count) / taken)
    const row = new Float64Array(width)
    for (let j = 0; j < width; j++) {
      row[j] = rows[i * width + j]! * inverse[i]!
      mean[j]! += row[j]! / taken
    }
    return row
  })
  const covariance = Array.from({ length: width }, () => new Float64Array(width))
  for (const row of picked) {
    for (let j = 0; j < width; j++) row[j]! -= mean[j]!
    for (let a = 0; a < width; a++) {
      const [line, value] = [covariance[a]!, row[a]!]
      for (let b = 0; b <= a; b++) line[b]! += value * row[b]!
    }
  }
  for (let a = 0; a < width; a++) for (let b = 0; b < a; b++) covariance[b]![a] = covariance[a]![b]!
  return { mean, covariance }
}

/** Directions that none of the true ones is likely to be square to. */
function start(count: number, width: number): Float64Array[] {
  let state = 1
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32 - 0.5
  }
  return orthogonal(Array.from({ length: count }, () => Float64Array.from({ length: width }, next)))
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
const times = (matrix: readonly Float64Array[], vector: Float64Array): Float64Array =>
  Float64Array.from(matrix, line => dot(line, vector))

/** Gram-Schmidt, each twice, since rows that hardly differ leave little of a direction. */
function orthogonal(vectors: readonly Float64Array[]): Float64Array[] {
  const out: Float64Array[] = []
  for (const vector of vectors) {
    const own = Float64Array.from(vector)
    for (let pass = 0; pass < 2; pass++)
      for (const other of out) {
        const along = dot(own, other)
        for (let i = 0; i < own.length; i++) own[i]! -= along * other[i]!
      }
    const length = Math.sqrt(dot(own, own))
    out.push(own.map(value => (length > 1e-12 ? value / length : 0)))
  }
  return out
}

/** By how much the rows differ along each, most first. */
const inOrder = (axes: readonly Float64Array[], covariance: readonly Float64Array[]): Float64Array[] =>
  axes
    .map(axis => ({ axis, most: dot(axis, times(covariance, axis)) }))
    .sort((a, b) => b.most - a.most)
    .map(({ axis }) => axis)

function turned(places: Reduced): Reduced {
  const { values, width, count } = places
  for (let k = 0; k < width; k++) {
    let farthest = 0
    for (let i = 0; i < count; i++)
      if (Math.abs(values[i * width + k]!) > Math.abs(farthest) + 1e-6) farthest = values[i * width + k]!
    if (farthest < 0) for (let i = 0; i < count; i++) values[i * width + k]! *= -1
  }
  return places
}
