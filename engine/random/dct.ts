/** The orthonormal DCT-II of n values as a matrix, row k = wave k: its inverse is its transpose (Ahmed et al. 1974). */
export function dctMatrix(n: number): Float64Array {
  const matrix = new Float64Array(n * n)
  for (let k = 0; k < n; k++)
    for (let i = 0; i < n; i++)
      matrix[k * n + i] = Math.sqrt((k ? 2 : 1) / n) * Math.cos((Math.PI * (i + 0.5) * k) / n)
  return matrix
}

/** a [rows, inner] times b [inner, columns]; either may be read as its transpose. */
function product(
  a: Float64Array,
  b: Float64Array,
  [rows, inner, columns]: readonly [number, number, number],
  { turnA = false, turnB = false } = {},
): Float64Array {
  const out = new Float64Array(rows * columns)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < inner; j++) {
      const value = turnA ? a[j * rows + i]! : a[i * inner + j]!
      for (let k = 0; k < columns; k++)
        out[i * columns + k]! += value * (turnB ? b[k * inner + j]! : b[j * columns + k]!)
    }
  return out
}

/** One plane [height, width] to its waves; in float64, since what is not redrawn must come back. */
export function dct(plane: ArrayLike<number>, height: number, width: number): Float64Array {
  const rows = product(dctMatrix(height), Float64Array.from(plane), [height, height, width])
  return product(rows, dctMatrix(width), [height, width, width], { turnB: true })
}

export function inverseDct(waves: Float64Array, height: number, width: number): Float64Array {
  const rows = product(dctMatrix(height), waves, [height, height, width], { turnA: true })
  return product(rows, dctMatrix(width), [height, width, width])
}
