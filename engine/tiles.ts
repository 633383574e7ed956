/** A stretch of one axis: the tile reads from `at` on. */
export type Stretch = {
  at: number
  /** Cells at its beginning and end that it shares with the neighbour; 0 at the picture's edge. */
  before: number
  after: number
}

/**
 * How tiles meet: the share of the least overlap, 0..1, over which neighbours fade into each other, in the middle of what
 * they share. `narrow`: each is exact but for its outermost cells, which saw too little around them and do not count.
 * `wide`: they disagree everywhere, since each was measured by itself, and a short fade would show.
 */
export const joins = { narrow: 0.5, wide: 1 } as const

export type Cut = {
  /** Cells of a tile's sides; a picture that is smaller still is one tile. */
  tile: { width: number; height: number }
  /** Cells that neighbours share at least; at most half a tile. */
  overlap: number
  join: keyof typeof joins
  /** Pixels that come of a cell's side. */
  scale: number
}

export type Tile = {
  left: number
  top: number
  /** How much it counts, 0..1, at each of the pixels that come of it, along its two sides: multiply them. */
  across: Float32Array
  down: Float32Array
}

/** Tiles that cover a picture, row by row. At every pixel what they count for adds up to 1. */
export function tilesOf(
  size: { width: number; height: number },
  { tile, overlap, join, scale }: Cut,
): Tile[] {
  const side = (length: number, own: number) =>
    stretches(length, own, overlap).map(stretch => ({
      at: stretch.at,
      weights: weightsOf(stretch, { size: own, scale, fade: overlap * joins[join] }),
    }))
  const columns = side(size.width, tile.width)
  return side(size.height, tile.height).flatMap(({ at: top, weights: down }) =>
    columns.map(({ at: left, weights: across }) => ({ left, top, across, down })),
  )
}

/**
 * Stretches of `tile` cells that cover `length`, each sharing at least `overlap` with the next, spread evenly from end to
 * end. One stretch where the axis is no longer than a tile.
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

/** How much a tile counts at each of its pixels: 1, but where it meets a neighbour, over `fade` cells. */
function weightsOf(
  { before, after }: Stretch,
  { size, scale, fade }: { size: number; scale: number; fade: number },
): Float32Array {
  const ramp = Math.max(1, fade * scale)
  const rise = (i: number, middle: number) => Math.min(1, Math.max(0, (i + 0.5 - middle) / ramp + 0.5))
  return Float32Array.from({ length: size * scale }, (_, i) => {
    const begun = before ? rise(i, (before * scale) / 2) : 1
    const ended = after ? rise(i, (size - after / 2) * scale) : 0
    return begun - ended
  })
}
