/** What lies farther out than this share of all points on one side is moved to the edge. */
const stray = 0.001

/**
 * Places, x and y in turn, brought to 0..1: each axis half by how far, half by the order along it, which gives a crowd
 * more room and keeps a few strays from shrinking the rest. All in the middle where nothing differs.
 */
export function squared(places: Float32Array): Float32Array {
  const count = places.length / 2
  const out = new Float32Array(places.length)
  for (const axis of [0, 1]) {
    const values = Float32Array.from({ length: count }, (_, i) => places[2 * i + axis]!)
    const sorted = values.slice().sort()
    const low = sorted[Math.floor(stray * (count - 1))] ?? 0
    const range = (sorted[Math.ceil((1 - stray) * (count - 1))] ?? 0) - low
    for (let i = 0; i < count; i++) {
      const far = range > 1e-9 ? Math.min(1, Math.max(0, (values[i]! - low) / range)) : 0.5
      const rank = range > 1e-9 ? rankOf(sorted, values[i]!) / Math.max(1, count - 1) : 0.5
      out[2 * i + axis] = 0.5 * far + 0.5 * rank
    }
  }
  return out
}

/** How many are smaller. */
function rankOf(sorted: Float32Array, value: number): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (sorted[middle]! < value) from = middle + 1
    else to = middle
  }
  return from
}
