import { setImmediate as turn } from 'node:timers/promises'
import type { Held } from '../meaning/held.ts'

/** So many of the most alike say how near the pictures are, and where a text belongs among them. */
const near = { reach: 3, place: 5 }
/** How long it reckons on end before others have their turn, in ms. */
const slice = 10

export type Nearest = {
  /** Mean cosine with the three most alike, or with all where there are fewer. */
  reach: number
  /** Rows of the five most alike, the most first. */
  rows: number[]
}

/** What `rows` of pictures are most like each vector of unit length. Every one is looked at. Errors: the signal's reason. */
export async function nearestOf(
  held: Held,
  rows: Int32Array,
  vectors: readonly Float32Array[],
  signal: AbortSignal,
  onDone: (share: number) => void,
): Promise<Nearest[]> {
  const { width, inverse } = held
  const out: Nearest[] = []
  let since = performance.now()
  for (const vector of vectors) {
    const best: { row: number; like: number }[] = []
    for (let n = 0; n < rows.length; n++) {
      const row = rows[n]!
      let sum = 0
      for (let k = 0, from = row * width; k < width; k++) sum += held.rows[from + k]! * vector[k]!
      const like = sum * inverse[row]!
      if (best.length === near.place && like <= best[near.place - 1]!.like) continue
      best.push({ row, like })
      best.sort((a, b) => b.like - a.like)
      if (best.length > near.place) best.pop()
    }
    const first = best.slice(0, near.reach)
    out.push({
      reach: first.reduce((sum, { like }) => sum + like, 0) / Math.max(1, first.length),
      rows: best.map(({ row }) => row),
    })
    if (performance.now() - since < slice) continue
    onDone(out.length / vectors.length)
    await turn()
    signal.throwIfAborted()
    since = performance.now()
  }
  return out
}
