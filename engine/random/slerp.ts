/** Below this angle, in radians, the chord is as good as the arc. */
const nearlyParallel = 1e-3

export type Weights = readonly [a: number, b: number]

/** How much of each end there is at t of the great circle from `a` to `b`, all numbers as one vector (Shoemake 1985). */
export function slerpWeights(a: Float32Array, b: Float32Array, t: number): Weights {
  let dot = 0
  let as = 0
  let bs = 0
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!
    as += a[i]! ** 2
    bs += b[i]! ** 2
  }
  const angle = Math.acos(Math.min(1, Math.max(-1, dot / Math.sqrt(as * bs))))
  return angle < nearlyParallel
    ? [1 - t, t]
    : [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)]
}

/**
 * The same for two noises that have nothing to do with each other, as if at a right angle: their squares sum to 1, so
 * that N(0, I) stays N(0, I) exactly, however few numbers there are.
 */
export const turnWeights = (t: number): Weights => [Math.cos((t * Math.PI) / 2), Math.sin((t * Math.PI) / 2)]

export const weighted = (a: Float32Array, b: Float32Array, [wa, wb]: Weights): Float32Array =>
  a.map((value, i) => wa * value + wb * b[i]!)
