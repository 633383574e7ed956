/** A direction that looks like chance and is the same each time. */
export function direction(seed: number, width = 128): Float32Array {
  let state = (seed * 2654435761 + 1) >>> 0
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32 - 0.5
  }
  const raw = Float32Array.from({ length: width }, () => next() + next() + next())
  const length = Math.hypot(...raw)
  return raw.map(value => value / length)
}

export const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0)
