/** The orthonormal DCT-II of n values as a matrix, row k = wave k: its inverse is its transpose (Ahmed et al. 1974). */
export function dctMatrix(n: number): Float64Array {
  const matrix = new Float64Array(n * n)
  for (let k = 0; k < n; k++)
    for (let i = 0; i < n; i++)
      matrix[k * n + i] = Math.sqrt((k ? 2 : 1) / n) * Math.cos((Math.PI * (i + 0.5) * k) / n)
  return matrix
}

type Pair = { waves: Float64Array; back: Float64Array }
const made = new Map<number, Pair>()
const most = 8

/** The matrix of a length and its transpose. A studio draws few sizes: those of the last few lengths are kept. */
function pairOf(n: number): Pair {
  const known = made.get(n)
  if (known) return known
  const waves = dctMatrix(n)
  const pair = { waves, back: transpose(waves, n, n) }
  if (made.size === most) made.clear()
  made.set(n, pair)
  return pair
}

function transpose(a: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(a.length)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j]!
  return out
}

/**
 * a [rows, inner] times b [inner, columns], along b's rows, which lie together in memory, four of them at a time: half
 * the time of one by one.
 */
function product(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  const out = new Float64Array(rows * columns)
  const fours = inner - (inner % 4)
  for (let i = 0; i < rows; i++) {
    const to = i * columns
    const at = i * inner
    for (let j = 0; j < fours; j += 4) {
      const [v0, v1, v2, v3] = [a[at + j]!, a[at + j + 1]!, a[at + j + 2]!, a[at + j + 3]!]
      const b0 = j * columns
      const b1 = b0 + columns
      const b2 = b1 + columns
      const b3 = b2 + columns
      for (let k = 0; k < columns; k++)
        out[to + k] = out[to + k]! + v0 * b[b0 + k]! + v1 * b[b1 + k]! + v2 * b[b2 + k]! + v3 * b[b3 + k]!
    }
    for (let j = fours; j < inner; j++)
      for (let k = 0; k < columns; k++) out[to + k] = out[to + k]! + a[at + j]! * b[j * columns + k]!
  }
  return out
}

/** One plane [height, width] to its waves; in float64, since what is not redrawn must come back. */
export function dct(plane: ArrayLike<number>, height: number, width: number): Float64Array {
  const rows = product(pairOf(height).waves, Float64Array.from(plane), height, height, width)
  return product(rows, pairOf(width).back, height, width, width)
}

/** Waves [height, width] to their plane. */
export function inverseDct(waves: Float64Array, height: number, width: number): Float64Array {
  const rows = product(pairOf(height).back, waves, height, height, width)
  return product(rows, pairOf(width).waves, height, width, width)
}
