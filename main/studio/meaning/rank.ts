import type { Held } from './held.ts'

/** Keys of pictures with their cosines, the nearest first. */
export type Ranked = { keys: Float64Array; cosines: Float32Array }

/** More pictures than this are not told apart where their cosines are the same to nine digits. */
const most = 2 ** 22
const fine = 2 ** 30

/**
 * Those of `keys` that have a vector, by their cosine with a vector of unit length; ties keep their order. Every vector
 * is looked at: no index of neighbours could be as sure, and few would be quicker together with other conditions.
 */
export function rank(
  { rows, inverse, place, width }: Held,
  keys: readonly number[],
  vector: Float32Array,
): Ranked {
  const order = new Float64Array(keys.length)
  const cosines = new Float32Array(keys.length)
  let found = 0
  for (let i = 0; i < keys.length; i++) {
    const at = (place[keys[i]!] ?? 0) - 1
    if (at < 0) continue
    // Rounding may bring it a little over 1.
    const cosine = Math.min(1, dot(rows, at * width, vector) * inverse[at]!)
    cosines[i] = cosine
    // A number that sorts by cosine, then by place: a typed array sorts itself much quicker than any comparison.
    order[found++] = Math.round((1 - cosine) * fine) * most + i
  }
  const sorted = order.subarray(0, found).sort()
  const ranked = { keys: new Float64Array(found), cosines: new Float32Array(found) }
  for (let n = 0; n < found; n++) {
    const value = sorted[n]!
    const i = value - Math.floor(value / most) * most
    ranked.keys[n] = keys[i]!
    ranked.cosines[n] = cosines[i]!
  }
  return ranked
}

/** Four sums side by side, so that none waits for the one before. */
function dot(rows: Int8Array, from: number, vector: Float32Array): number {
  const { length } = vector
  let [a, b, c, d] = [0, 0, 0, 0]
  let i = 0
  for (; i + 3 < length; i += 4) {
    a += rows[from + i]! * vector[i]!
    b += rows[from + i + 1]! * vector[i + 1]!
    c += rows[from + i + 2]! * vector[i + 2]!
    d += rows[from + i + 3]! * vector[i + 3]!
  }
  for (; i < length; i++) a += rows[from + i]! * vector[i]!
  return a + b + c + d
}
