import type { PackedRows } from '#engine/maps/crowd/packed.ts'

/**
 * How far neighbours on a map are neighbours indeed (Venna and Kaski 2001): 1 when the `k` nearest on the map are the `k`
 * nearest by their vectors, about a half when they are chosen by chance. Of `asked` points evenly among all.
 */
export function trustworthiness(
  { rows, inverse, width, count }: PackedRows,
  places: Float32Array,
  k: number,
  asked = 200,
): number {
  const order = (far: (j: number) => number, i: number) => {
    const all = Array.from({ length: count }, (_, j) => ({
      j,
      far: j === i ? Number.NEGATIVE_INFINITY : far(j),
    }))
    return all.sort((a, b) => a.far - b.far).map(({ j }) => j)
  }
  let lost = 0
  const step = Math.max(1, Math.floor(count / asked))
  let looked = 0
  for (let i = 0; i < count; i += step, looked++) {
    const ranks = new Int32Array(count)
    const alike = (j: number) => {
      let sum = 0
      for (let n = 0; n < width; n++) sum += rows[i * width + n]! * rows[j * width + n]!
      return -sum * inverse[i]! * inverse[j]!
    }
    for (const [rank, j] of order(alike, i).entries()) ranks[j] = rank
    const near = (j: number) =>
      Math.hypot(places[2 * j]! - places[2 * i]!, places[2 * j + 1]! - places[2 * i + 1]!)
    for (const j of order(near, i).slice(1, k + 1)) lost += Math.max(0, ranks[j]! - k)
  }
  return 1 - (2 / (looked * k * (2 * count - 3 * k - 1))) * lost
}
