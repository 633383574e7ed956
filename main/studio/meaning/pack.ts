/** A vector of unit length with 8 bits a number, a share of its largest; the length is brought back by `unpacked`. */
export function packed(vector: Float32Array): Int8Array {
  let most = 0
  for (const value of vector) most = Math.max(most, Math.abs(value))
  return Int8Array.from(vector, value => Math.round((value / (most || 1)) * 127))
}

/** 1 / length of a packed vector; 0 for one of nothing. */
export function inverseLength(row: Int8Array): number {
  let sum = 0
  for (const value of row) sum += value * value
  return sum ? 1 / Math.sqrt(sum) : 0
}

/** Of unit length again. */
export function unpacked(row: Int8Array): Float32Array {
  const inverse = inverseLength(row)
  return Float32Array.from(row, value => value * inverse)
}
