type Size = { width: number; height: number }

/** Farther than any two pixels of an image that can be opened. */
const far = 1e12

/**
 * How far each pixel lies from the nearest one where `from` is 1, in pixels; exact, in linear time (Felzenszwalb &
 * Huttenlocher 2012, "Distance transforms of sampled functions"). Infinite where there is none.
 */
export function distanceTo(from: Uint8Array, { width, height }: Size): Float32Array {
  const squared = Float64Array.from(from, one => (one ? 0 : far))
  const longest = Math.max(width, height)
  const scratch = {
    line: new Float64Array(longest),
    roots: new Int32Array(longest),
    ends: new Float64Array(longest + 1),
  }
  for (let x = 0; x < width; x++) alongLine(squared, x, width, height, scratch)
  for (let y = 0; y < height; y++) alongLine(squared, y * width, 1, width, scratch)
  return Float32Array.from(squared, value => (value >= far ? Number.POSITIVE_INFINITY : Math.sqrt(value)))
}

type Scratch = { line: Float64Array; roots: Int32Array; ends: Float64Array }

/** The lower envelope of the parabolas that stand on one line's values, in place. */
function alongLine(
  values: Float64Array,
  first: number,
  stride: number,
  count: number,
  { line, roots, ends }: Scratch,
): void {
  for (let i = 0; i < count; i++) line[i] = values[first + i * stride]!
  let last = 0
  roots[0] = 0
  ends[0] = Number.NEGATIVE_INFINITY
  ends[1] = Number.POSITIVE_INFINITY
  for (let q = 1; q < count; q++) {
    let meet = crossing(line, roots[last]!, q)
    while (meet <= ends[last]!) meet = crossing(line, roots[--last]!, q)
    roots[++last] = q
    ends[last] = meet
    ends[last + 1] = Number.POSITIVE_INFINITY
  }
  let k = 0
  for (let q = 0; q < count; q++) {
    while (ends[k + 1]! < q) k++
    values[first + q * stride] = (q - roots[k]!) ** 2 + line[roots[k]!]!
  }
}

const crossing = (line: Float64Array, p: number, q: number): number =>
  (line[q]! + q * q - (line[p]! + p * p)) / (2 * (q - p))
