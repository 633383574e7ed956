import { EigenvalueDecomposition, Matrix } from 'ml-matrix'

/** Places along the `count` directions in which the rows differ most; [rows, count], centred. */
export function principalPlaces(rows: readonly Float32Array[], count: number): Matrix {
  const centred = new Matrix(rows.map(row => Array.from(row))).center('column')
  // Of the two products with the same eigenvalues the smaller one is taken apart (the Gram trick).
  const wide = centred.columns > centred.rows
  const square = wide ? centred.mmul(centred.transpose()) : centred.transpose().mmul(centred)
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(square, {
    assumeSymmetric: true,
  })
  const places = new Matrix(rows.length, count)
  // Eigenvalues rise.
  for (let k = 0; k < Math.min(count, realEigenvalues.length); k++) {
    const at = realEigenvalues.length - 1 - k
    const vector = eigenvectorMatrix.getColumnVector(at)
    const along = wide ? vector.mul(Math.sqrt(Math.max(0, realEigenvalues[at]!))) : centred.mmul(vector)
    places.setColumn(k, turned(along.to1DArray()))
  }
  return places
}

/** An axis has no sign of its own: the row that lies farthest out shall lie on the positive side. */
function turned(places: number[]): number[] {
  const farthest = places.reduce((most, value) => (Math.abs(value) > Math.abs(most) + 1e-9 ? value : most), 0)
  return farthest < 0 ? places.map(value => -value) : places
}
