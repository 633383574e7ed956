import type { Reduced } from './packed.ts'

/** Of so few rows each is held against each. */
const few = 3000
/** Cells that are searched for the neighbours of a row: its own and the nearest others. */
const probes = 4
const rounds = 4
/** Rows that the middles of cells are found from. */
const sample = 12_000

/** Numbers of the `count` nearest rows of each, nearest first, side by side; itself not among them. */
export type Near = { indices: Int32Array; count: number }

/**
 * Nearest neighbours by Euclidean distance. Of more than 3,000 rows only those in the nearest four of about sqrt(n) cells
 * are looked at (k-means, Lloyd 1982; an inverted file, Sivic and Zisserman 2003): some true neighbours are overlooked.
 * Yields the share that is done, 0..1, now and then.
 */
export function* nearOf(points: Reduced, wanted: number): Generator<number, Near> {
  const count = Math.max(0, Math.min(wanted, points.count - 1))
  const indices = new Int32Array(points.count * count)
  if (points.count <= few) {
    const all = Int32Array.from({ length: points.count }, (_, i) => i)
    for (let i = 0; i < points.count; i++) {
      nearest(points, i, [all], count, indices)
      if (i % 500 === 499) yield i / points.count
    }
    return { indices, count }
  }
  const cells = yield* cellsOf(points, Math.round(Math.sqrt(points.count)))
  const around = cells.middles.map(middle => nearestMiddles(cells.middles, middle, probes))
  for (const [cell, members] of cells.members.entries()) {
    const searched = around[cell]!.map(other => cells.members[other]!)
    for (const i of members) nearest(points, i, searched, count, indices)
    if (cell % 8 === 7) yield 0.3 + (0.7 * cell) / cells.members.length
  }
  return { indices, count }
}

const squared = (a: Float32Array, from: number, b: Float32Array, to: number, width: number): number => {
  let sum = 0
  for (let k = 0; k < width; k++) {
    const by = a[from + k]! - b[to + k]!
    sum += by * by
  }
  return sum
}

/** Writes the nearest of the lists into row `i` of `out`; a row that has too few is filled with its last. */
function nearest(
  { values, width }: Reduced,
  i: number,
  lists: readonly Int32Array[],
  count: number,
  out: Int32Array,
): void {
  const far = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  const base = i * count
  let held = 0
  for (const list of lists)
    for (const j of list) {
      if (j === i) continue
      const distance = squared(values, i * width, values, j * width, width)
      if (held === count && distance >= far[count - 1]!) continue
      let slot = Math.min(held, count - 1)
      for (; slot > 0 && far[slot - 1]! > distance; slot--) {
        far[slot] = far[slot - 1]!
        out[base + slot] = out[base + slot - 1]!
      }
      far[slot] = distance
      out[base + slot] = j
      if (held < count) held++
    }
  for (let slot = held; slot < count; slot++) out[base + slot] = held ? out[base + held - 1]! : i
}

type Cells = { middles: Float32Array[]; members: Int32Array[] }

function* cellsOf(points: Reduced, count: number): Generator<number, Cells> {
  const { values, width } = points
  const step = Math.max(1, Math.floor(points.count / sample))
  const taken = Math.floor(points.count / step)
  const middles = Array.from({ length: count }, (_, cell) => {
    const i = Math.floor((cell * taken) / count) * step
    return values.slice(i * width, (i + 1) * width)
  })
  for (let round = 0; round < rounds; round++) {
    const sums = middles.map(() => new Float64Array(width))
    const sizes = new Int32Array(count)
    for (let n = 0; n < taken; n++) {
      const i = n * step
      const cell = nearestMiddle(middles, values, i * width, width)
      sizes[cell]!++
      for (let k = 0; k < width; k++) sums[cell]![k]! += values[i * width + k]!
      if (n % 2000 === 1999) yield (0.2 * (round + n / taken)) / rounds
    }
    for (const [cell, sum] of sums.entries())
      if (sizes[cell]) middles[cell] = Float32Array.from(sum, value => value / sizes[cell]!)
  }
  const lists: number[][] = middles.map(() => [])
  for (let i = 0; i < points.count; i++) {
    lists[nearestMiddle(middles, values, i * width, width)]!.push(i)
    if (i % 2000 === 1999) yield 0.2 + (0.1 * i) / points.count
  }
  return { middles, members: lists.map(list => Int32Array.from(list)) }
}

function nearestMiddle(
  middles: readonly Float32Array[],
  values: Float32Array,
  from: number,
  width: number,
): number {
  let best = 0
  let far = Number.POSITIVE_INFINITY
  for (let cell = 0; cell < middles.length; cell++) {
    const distance = squared(values, from, middles[cell]!, 0, width)
    if (distance < far) {
      far = distance
      best = cell
    }
  }
  return best
}

const nearestMiddles = (middles: readonly Float32Array[], to: Float32Array, count: number): number[] =>
  middles
    .map((middle, cell) => ({ cell, far: squared(middle, 0, to, 0, to.length) }))
    .sort((a, b) => a.far - b.far || a.cell - b.cell)
    .slice(0, count)
    .map(({ cell }) => cell)
