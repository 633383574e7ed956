import type { Place } from './place.ts'

/**
 * Turns and mirrors `places` so that they lie as near to `model` as they can (orthogonal Procrustes, Schönemann 1966, in
 * the plane): a new arrangement then keeps left and right where they were. Both are centred first; the size stays.
 */
export function alignedTo(model: readonly Place[], places: readonly Place[]): Place[] {
  const from = centred(places)
  const to = centred(model)
  const sum = (of: (a: Place, b: Place) => number) => from.reduce((all, a, i) => all + of(a, to[i]!), 0)
  const direct = [sum((a, b) => a[0] * b[0] + a[1] * b[1]), sum((a, b) => a[0] * b[1] - a[1] * b[0])] as const
  const mirrored = [
    sum((a, b) => a[0] * b[0] - a[1] * b[1]),
    sum((a, b) => a[0] * b[1] + a[1] * b[0]),
  ] as const
  const flip = Math.hypot(...mirrored) > Math.hypot(...direct)
  const [cos, sin] = flip ? mirrored : direct
  const length = Math.hypot(cos, sin) || 1
  return from.map(([x, raw]) => {
    const y = flip ? -raw : raw
    return [(x * cos - y * sin) / length, (x * sin + y * cos) / length]
  })
}

function centred(places: readonly Place[]): Place[] {
  const mean = (axis: 0 | 1) => places.reduce((sum, place) => sum + place[axis], 0) / places.length
  const [mx, my] = [mean(0), mean(1)]
  return places.map(([x, y]) => [x - mx, y - my])
}
