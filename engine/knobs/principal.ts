import { EigenvalueDecomposition, Matrix, pseudoInverse } from 'ml-matrix'
import { cpuNormals } from '../random/cpu-normal.ts'

export type Principal = {
  /** Mean cosine, 0..1, with the nearest direction found from resampled rows. */
  stability: number
  /** Where each row lies, in standard deviations; their mean is 0. */
  places: number[]
}

const resamples = 20

/**
 * What rows [M][D] differ in, the strongest first, at most `keep`: principal components by the Gram trick, an
 * eigenvalue problem of M x M whatever D is (Turk & Pentland 1991). The farthest row lies on the positive side.
 */
export function principal(rows: readonly Float32Array[], keep: number, signal: AbortSignal): Principal[] {
  const gram = centredBoth(products(rows, signal))
  const { vectors, values } = decompose(gram)
  const whole = values.reduce((sum, value) => sum + value, 0)
  const found = values.slice(0, keep).filter(value => value > whole * 1e-9)
  const signed = found.map((_, k) => {
    const vector = vectors[k]!
    const farthest = vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0)
    return farthest < 0 ? vector.map(value => -value) : vector
  })
  const freedom = Math.sqrt(rows.length - 1)
  return stabilities(gram, signed, signal).map((stability, k) => ({
    stability,
    places: signed[k]!.map(weight => weight * freedom),
  }))
}

export type Along = {
  /** [D]: how rows change with one more of a place while all other places stay. */
  direction: Float32Array
  /** Share of the rows' variance that goes with the place, 0..1. */
  explained: number
}

/** Rows [M][D] as a linear function of several places of theirs (least squares), none a combination of the others. */
export function alongPlaces(
  rows: readonly Float32Array[],
  places: readonly (readonly number[])[],
  signal: AbortSignal,
): Along[] {
  if (!places.length) return []
  const gram = centredBoth(products(rows, signal))
  const s = new Matrix(places.map(place => [...place])).transpose()
  const weights = s.mmul(pseudoInverse(s.transpose().mmul(s)))
  return places.map((place, k) => {
    const row = Matrix.rowVector([...place])
    const along = row.mmul(gram).mmul(row.transpose()).get(0, 0)
    return {
      // Places have no mean, so that the mean of the rows drops out by itself.
      direction: combined(rows, weights.getColumn(k)),
      explained: Math.min(1, along / ((rows.length - 1) * gram.trace())),
    }
  })
}

function products(rows: readonly Float32Array[], signal: AbortSignal): Matrix {
  const out = new Matrix(rows.length, rows.length)
  for (let i = 0; i < rows.length; i++) {
    signal.throwIfAborted()
    for (let j = 0; j <= i; j++) {
      const [a, b] = [rows[i]!, rows[j]!]
      let sum = 0
      for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!
      out.set(i, j, sum)
      out.set(j, i, sum)
    }
  }
  return out
}

/** Products of rows as they would be had the mean row been taken off. */
function centredBoth(gram: Matrix): Matrix {
  const means = gram.mean('row')
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length
  const out = gram.clone()
  for (let i = 0; i < gram.rows; i++)
    for (let j = 0; j < gram.columns; j++) out.set(i, j, gram.get(i, j) - means[i]! - means[j]! + mean)
  return out
}

/** Unit eigenvectors of a symmetric matrix and what they stretch by, the strongest first. */
function decompose(matrix: Matrix): { vectors: number[][]; values: number[] } {
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  })
  const order = realEigenvalues.map((_, i) => i).sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!)
  return {
    vectors: order.map(i => eigenvectorMatrix.getColumn(i)),
    values: order.map(i => Math.max(0, realEigenvalues[i]!)),
  }
}

/**
 * Draws as many rows again with replacement, finds the components anew, and looks how near the nearest of them comes.
 * All of it happens among the products of the rows; the draws are always the same ones.
 */
function stabilities(gram: Matrix, vectors: readonly number[][], signal: AbortSignal): number[] {
  const rows = gram.rows
  const normals = cpuNormals(1n)
  const sums = vectors.map(() => 0)
  for (let n = 0; n < resamples; n++) {
    signal.throwIfAborted()
    const drawn = Array.from(normals.normal(rows), value =>
      Math.min(rows - 1, Math.floor(share(value) * rows)),
    )
    const again = decompose(centredBoth(gram.selection(drawn, drawn))).vectors.slice(0, vectors.length)
    const weights = again.map(vector => {
      const weight = new Array<number>(rows).fill(0)
      drawn.forEach((row, i) => {
        weight[row]! += vector[i]!
      })
      return weight
    })
    for (const [k, vector] of vectors.entries())
      sums[k]! += Math.max(0, ...weights.map(weight => Math.abs(cosine(gram, vector, weight))))
  }
  return sums.map(sum => Math.min(1, sum / resamples))
}

/** Of two combinations of the rows, from the rows' products alone. */
function cosine(gram: Matrix, a: readonly number[], b: readonly number[]): number {
  const product = (x: readonly number[], y: readonly number[]) =>
    Matrix.rowVector([...x])
      .mmul(gram)
      .mmul(Matrix.columnVector([...y]))
      .get(0, 0)
  const length = Math.sqrt(product(a, a) * product(b, b))
  return length > 0 ? product(a, b) / length : 0
}

/** A standard normal's rank among all, 0..1: the logistic curve that comes within 0.01 of it is even enough here. */
const share = (value: number) => 1 / (1 + Math.exp(-1.702 * value))

function combined(rows: readonly Float32Array[], weights: readonly number[]): Float32Array {
  const out = new Float64Array(rows[0]!.length)
  rows.forEach((row, i) => {
    for (let d = 0; d < out.length; d++) out[d]! += weights[i]! * row[d]!
  })
  return Float32Array.from(out)
}
