type Size = { width: number; height: number }
/** For each cell of the new row: the first old cell that it takes from, and the weights of that and those behind it. */
type Reach = { first: number; weights: Float64Array }[]

/**
 * A plane of numbers brought to another size, each side by itself: shrunk, each number is the mean of the area it covers;
 * enlarged, it lies on the line between its two neighbours. The same size gives the same numbers.
 */
export function resample(plane: Float32Array, from: Size, to: Size): Float32Array {
  if (from.width === to.width && from.height === to.height) return plane.slice()
  const across = reach(from.width, to.width)
  const wide = new Float32Array(to.width * from.height)
  for (let y = 0; y < from.height; y++)
    for (let x = 0; x < to.width; x++) {
      const { first, weights } = across[x]!
      let sum = 0
      for (let k = 0; k < weights.length; k++) sum += plane[y * from.width + first + k]! * weights[k]!
      wide[y * to.width + x] = sum
    }
  const out = new Float32Array(to.width * to.height)
  for (const [y, { first, weights }] of reach(from.height, to.height).entries())
    for (let x = 0; x < to.width; x++) {
      let sum = 0
      for (let k = 0; k < weights.length; k++) sum += wide[(first + k) * to.width + x]! * weights[k]!
      out[y * to.width + x] = sum
    }
  return out
}

const reach = (from: number, to: number): Reach =>
  Array.from({ length: to }, (_, i) => (to > from ? between(from, to, i) : covered(from, to, i)))

function covered(from: number, to: number, i: number): Reach[number] {
  const step = from / to
  const [start, end] = [i * step, (i + 1) * step]
  const first = Math.floor(start + 1e-9)
  const last = Math.min(from, Math.ceil(end - 1e-9)) - 1
  const weights = new Float64Array(last - first + 1)
  for (let k = 0; k < weights.length; k++)
    weights[k] = (Math.min(end, first + k + 1) - Math.max(start, first + k)) / step
  return { first, weights }
}

function between(from: number, to: number, i: number): Reach[number] {
  const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5))
  const first = Math.min(from - 1, Math.floor(at))
  const share = at - first
  return { first, weights: share > 0 ? Float64Array.of(1 - share, share) : Float64Array.of(1) }
}
