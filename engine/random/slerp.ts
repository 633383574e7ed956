/** Below this angle, in radians, the chord is as good as the arc. */
const nearlyParallel = 1e-3

/** Along the great circle from `a` to `b`: t = 0 is `a`, 1 is `b` (Shoemake 1985), all numbers as one vector. */
export function slerp(a: Float32Array, b: Float32Array, t: number): Float32Array {
  if (t === 0) return a.slice()
  if (t === 1) return b.slice()
  let dot = 0
  let as = 0
  let bs = 0
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!
    as += a[i]! ** 2
    bs += b[i]! ** 2
  }
  const angle = Math.acos(Math.min(1, Math.max(-1, dot / Math.sqrt(as * bs))))
  const [wa, wb] =
    angle < nearlyParallel
      ? [1 - t, t]
      : [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)]
  return a.map((value, i) => wa * value + wb * b[i]!)
}
