/** `like` is 1, `unlike` is -1. */
export type Part = { sign: 1 | -1; vector: Float32Array }

/** Unit vectors added and taken away, brought to unit length; null where nothing is left of them. */
export function summed(parts: readonly Part[]): Float32Array | null {
  const sum = new Float32Array(parts[0]?.vector.length ?? 0)
  for (const { sign, vector } of parts) for (let i = 0; i < sum.length; i++) sum[i]! += sign * vector[i]!
  const length = Math.hypot(...sum)
  return length < 1e-6 ? null : sum.map(value => value / length)
}
