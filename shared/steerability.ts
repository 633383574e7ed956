/** What a knob does at each of some turns, as a scorer sees it. Lengths are distances between unit embeddings, 0..2. */
export type Steerability = {
  /** How far the picture went along the line from the lowest turn's picture to the highest one's, from the middle's. */
  effect: number[]
  /** How far it went aside from that line: what else changed. */
  drift: number[]
  /** Whether there is an effect that is more than chance. */
  works: boolean
  /** Between these turns more of the knob still does more. */
  from: number
  to: number
}

/** An effect from end to end that is smaller than this says nothing. */
const leastEffect = 0.02
/** Where a step outwards brings less than this share of what a step in the middle brings, the effect is saturated. */
const saturated = 0.25

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)
const minus = (a: Float32Array, b: Float32Array) => a.map((value, i) => value - b[i]!)
const length = (a: Float32Array) => Math.sqrt(dot(a, a))

/**
 * Effect against drift of a knob: `amounts` rise, an odd number of them, the middle one being the picture to start
 * from; `embeddings` are of the pictures drawn there, unit length each. After the steerability plots of Jahanian et al.
 * 2020 (gan_steerability), with the scorer's embedding in place of their measures.
 */
export function steerability(amounts: readonly number[], embeddings: readonly Float32Array[]): Steerability {
  const middle = (amounts.length - 1) / 2
  const axis = minus(embeddings.at(-1)!, embeddings[0]!)
  const span = length(axis)
  const moved = embeddings.map(embedding => minus(embedding, embeddings[middle]!))
  const effect = moved.map(move => (span > 0 ? dot(move, axis) / span : 0))
  const drift = moved.map((move, k) => Math.sqrt(Math.max(0, dot(move, move) - effect[k]! ** 2)))
  const slope = (k: number) => (effect[k + 1]! - effect[k]!) / (amounts[k + 1]! - amounts[k]!)
  const usual = (slope(middle - 1) + slope(middle)) / 2
  const goesOn = (k: number) => usual > 0 && slope(k) >= saturated * usual
  let [from, to] = [middle, middle]
  while (to < amounts.length - 1 && goesOn(to)) to++
  while (from > 0 && goesOn(from - 1)) from--
  return { effect, drift, works: span >= leastEffect && from < to, from: amounts[from]!, to: amounts[to]! }
}
