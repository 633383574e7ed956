import type { Near } from './near.ts'

/** Strangers that each pair of neighbours is pushed away from. */
const strangers = 4
/** How far one push may move a point. */
const most = 4

/** How often every pair has its turn: the fewer, the more points there are. */
const turnsFor = (count: number): number => Math.round(Math.min(200, Math.max(40, 2_000_000 / count)))

/**
 * Pulls neighbours together and pushes strangers apart: UMAP's gradient (McInnes et al. 2018, arXiv:1802.03426, section
 * 3.2) with a = b = 1 and every neighbour counted the same, which changes little (Damrich and Hamprecht 2021,
 * arXiv:2103.14608). Moves `places`, x and y in turn, and yields the share that is done, 0..1, after each turn. Seeded.
 * `again`: the places are good ones already, so the steps begin small.
 */
export function* spread(places: Float32Array, near: Near, again = false): Generator<number, void> {
  const count = places.length / 2
  if (count < 3 || !near.count) return
  const random = xorshift(0x9e3779b9)
  const turns = again ? Math.ceil(turnsFor(count) / 3) : turnsFor(count)
  const first = again ? 0.3 : 1
  for (let turn = 0; turn < turns; turn++) {
    const step = first * (1 - turn / turns)
    for (let i = 0; i < count; i++)
      for (let n = 0; n < near.count; n++) {
        const j = near.indices[i * near.count + n]!
        if (j === i) continue
        pull(places, i, j, step)
        for (let s = 0; s < strangers; s++) push(places, i, random() % count, step)
      }
    yield (turn + 1) / turns
  }
}

function pull(places: Float32Array, i: number, j: number, step: number): void {
  const dx = places[2 * i]! - places[2 * j]!
  const dy = places[2 * i + 1]! - places[2 * j + 1]!
  const by = (-2 * step) / (1 + dx * dx + dy * dy)
  const [mx, my] = [clipped(by * dx, step), clipped(by * dy, step)]
  places[2 * i]! += mx
  places[2 * i + 1]! += my
  places[2 * j]! -= mx
  places[2 * j + 1]! -= my
}

function push(places: Float32Array, i: number, j: number, step: number): void {
  if (i === j) return
  const dx = places[2 * i]! - places[2 * j]!
  const dy = places[2 * i + 1]! - places[2 * j + 1]!
  const far = dx * dx + dy * dy
  const by = (2 * step) / ((0.001 + far) * (1 + far))
  places[2 * i]! += clipped(by * dx, step)
  places[2 * i + 1]! += clipped(by * dy, step)
}

const clipped = (by: number, step: number): number => Math.max(-most * step, Math.min(most * step, by))

/** Whole numbers from 0 to 2^32, the same each time (Marsaglia 2003). */
function xorshift(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}
