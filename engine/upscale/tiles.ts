/** A stretch of one axis: the tile reads from `at` on; neighbours fade into each other over `before` and `after`. */
export type Stretch = {
  at: number
  /** Pixels at its beginning and end that it shares with the neighbour; 0 at the picture's edge. */
  before: number
  after: number
}

/**
 * Stretches of `tile` pixels that cover `length`, each sharing at least `overlap` with the next; the last is moved back
 * so that it ends with the axis. One stretch where the axis is no longer than a tile.
 */
export function stretches(length: number, tile: number, overlap: number): Stretch[] {
  if (length <= tile) return [{ at: 0, before: 0, after: 0 }]
  const count = Math.ceil((length - overlap) / (tile - overlap))
  const starts = Array.from({ length: count }, (_, i) => Math.round((i * (length - tile)) / (count - 1)))
  return starts.map((at, i) => ({
    at,
    before: i ? starts[i - 1]! + tile - at : 0,
    after: i + 1 < count ? at + tile - starts[i + 1]! : 0,
  }))
}

/**
 * How much of a tile counts at each of its pixels, `scale` times as many as `size`: 1, but where it meets a neighbour.
 * What lies nearest to its end saw the least around it and does not count: tiles fade into each other over half of
 * `overlap`, in the middle of what they share. Weights of all tiles add up to 1.
 */
export function weightsOf(
  { before, after }: Stretch,
  { size, scale, overlap }: { size: number; scale: number; overlap: number },
): Float32Array {
  const ramp = Math.max(1, (overlap / 2) * scale)
  const rise = (i: number, middle: number) => Math.min(1, Math.max(0, (i + 0.5 - middle) / ramp + 0.5))
  return Float32Array.from({ length: size * scale }, (_, i) => {
    const begun = before ? rise(i, (before * scale) / 2) : 1
    const ended = after ? rise(i, (size - after / 2) * scale) : 0
    return begun - ended
  })
}
