import { reduced } from './axes.ts'
import { nearOf } from './near.ts'
import type { PackedRows, Reduced } from './packed.ts'
import { spread } from './spread.ts'
import { squared } from './square.ts'

/** Directions that are kept before neighbours are looked for. */
const axes = 24
const neighbours = 12
/** Fewer have no neighbourhoods to speak of. */
const fewest = 8
/** Shares of the time that each part takes, roughly, of 100,000 rows. */
const parts = { axes: 0.1, near: 0.4 }

export type CrowdEvent =
  | { kind: 'progress'; share: number }
  /** x and y in turn, 0..1; rough ones come at once, better ones later. */
  | { kind: 'places'; places: Float32Array; final: boolean }

/**
 * Up to some hundred thousand unit vectors to places on a square: at once along the two directions in which they differ
 * most, then so that neighbours stay together. Goes on from `known` places (x and y in turn, 0..1, NaN for none) where they
 * are given, so that a map that grows keeps its left and right. The same rows and known places give the same places.
 */
export function* placeCrowd(packed: PackedRows, known: Float32Array | null): Generator<CrowdEvent, void> {
  const points = reduced(packed, axes)
  yield { kind: 'progress', share: parts.axes }
  const rough = twoOf(points)
  if (!known) yield { kind: 'places', places: squared(rough), final: points.count < fewest }
  if (points.count < fewest) {
    if (known) yield { kind: 'places', places: squared(rough), final: true }
    return
  }
  const searching = nearOf(points, neighbours)
  let found = searching.next()
  for (; !found.done; found = searching.next())
    yield { kind: 'progress', share: parts.axes + parts.near * found.value }
  const near = found.value
  const places = known ? goingOn(known, near.indices, near.count, rough) : sized(rough)
  const begun = parts.axes + parts.near
  let shown = 0
  for (const share of spread(places, near, known !== null)) {
    yield { kind: 'progress', share: begun + (1 - begun) * share }
    if (share - shown < 0.2 || share === 1) continue
    shown = share
    yield { kind: 'places', places: squared(places), final: false }
  }
  yield { kind: 'places', places: squared(places), final: true }
}

const twoOf = ({ values, width, count }: Reduced): Float32Array =>
  Float32Array.from({ length: 2 * count }, (_, n) =>
    n % 2 < width ? values[(n >> 1) * width + (n % 2)]! : 0,
  )

/** What pulls and pushes knows: some ten units from the middle to the edge. */
const reach = 10

function sized(rough: Float32Array): Float32Array {
  let farthest = 1e-9
  for (const value of rough) farthest = Math.max(farthest, Math.abs(value))
  // Rows that are the same to the bit must come apart: each has a place of its own on a sunflower too small to see.
  return rough.map((value, n) => (value / farthest) * reach + aside(n))
}

const aside = (n: number): number => {
  const [i, angle] = [n >> 1, (n >> 1) * Math.PI * (3 - Math.sqrt(5))]
  return 1e-3 * Math.sqrt(i % 997) * (n % 2 ? Math.sin(angle) : Math.cos(angle))
}

/** Known places as they were; the others at the mean of their neighbours that have one. */
function goingOn(known: Float32Array, near: Int32Array, count: number, rough: Float32Array): Float32Array {
  const fallback = squared(rough)
  return known.map((value, n) => {
    const [i, axis] = [n >> 1, n % 2]
    let own = value
    if (Number.isNaN(own)) {
      let [sum, found] = [0, 0]
      for (let k = 0; k < count; k++) {
        const other = known[2 * near[i * count + k]! + axis]!
        if (!Number.isNaN(other)) [sum, found] = [sum + other, found + 1]
      }
      own = found ? sum / found : fallback[n]!
    }
    return (own - 0.5) * 2 * reach + aside(n)
  })
}
