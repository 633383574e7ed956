/**
 * Thins ink to lines of one pixel, keeping how it hangs together (T. Y. Zhang and C. Y. Suen, A Fast Parallel Algorithm
 * for Thinning Digital Patterns, CACM 27(3), 1984). Ink is what is not 0; lines are 255. The outermost pixels of the
 * picture are taken for paper.
 */
export function thinned(ink: Uint8Array, width: number, height: number): Uint8Array {
  const on = new Uint8Array(ink.length)
  let live: number[] = []
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++)
      if (ink[y * width + x]) {
        on[y * width + x] = 1
        live.push(y * width + x)
      }
  // Clockwise from above.
  const ring = [-width, 1 - width, 1, 1 + width, width, width - 1, -1, -1 - width]
  for (let changed = true; changed; ) {
    changed = false
    for (const first of [true, false]) {
      const gone: number[] = []
      for (const i of live) if (peels(on, i, ring, first)) gone.push(i)
      for (const i of gone) on[i] = 0
      if (gone.length) {
        changed = true
        live = live.filter(i => on[i])
      }
    }
  }
  return on.map(one => one * 255)
}

/** Zhang and Suen's conditions for a pixel to be peeled off in the first or the second half of a round. */
function peels(on: Uint8Array, i: number, ring: readonly number[], first: boolean): boolean {
  let neighbours = 0
  let rises = 0
  for (let k = 0; k < 8; k++) {
    const here = on[i + ring[k]!]!
    neighbours += here
    if (!here && on[i + ring[(k + 1) % 8]!]) rises++
  }
  if (neighbours < 2 || neighbours > 6 || rises !== 1) return false
  const [above, right, below, left] = [on[i + ring[0]!], on[i + ring[2]!], on[i + ring[4]!], on[i + ring[6]!]]
  return first
    ? !(above && right && below) && !(right && below && left)
    : !(above && right && left) && !(above && below && left)
}
