import type { DiceParts } from '#shared/dice.ts'
import { cellShares, type NoiseDims, type Shares, waveShares } from './dice.ts'
import { redraw, rolledWaves, rollParts, rollsWaves, toCells } from './roll.ts'
import { slerpWeights, turnWeights, type Weights, weighted } from './slerp.ts'

/** A main seed's noise, varied but not rolled, and the dice to roll; the same key, the same noise. */
export type Unrolled = { key: string; noise: Float32Array; dice: DiceParts }

/**
 * The noise at t of the way from one to another: 0 is the first, 1 the second, bit for bit. Part by part, since what
 * both have from the same die, or the same main seed, must stay: turned as one vector, a part that both share would come
 * out up to 1.41 times as loud. What differs turns: main seeds by the angle between them (two variations of one seed
 * lie close), dice by a right angle. So N(0, I) stays N(0, I) at every t.
 */
export function between(a: Unrolled, b: Unrolled, t: number, dims: NoiseDims): Float32Array {
  if (t === 0) return rollParts(a.noise, a.dice, dims)
  if (t === 1) return rollParts(b.noise, b.dice, dims)
  const main: Weights = a.key === b.key ? [1, 0] : slerpWeights(a.noise, b.noise, t)
  const base = mixedWaves(a, b, t, main, dims)
  const [over, under] = [cellShares(a.dice, dims), cellShares(b.dice, dims)]
  return mixed(redraw(base.slice(), over), over, redraw(base.slice(), under), under, t, [1, 0])
}

/** What lies below the cells that dice own. */
function mixedWaves(a: Unrolled, b: Unrolled, t: number, main: Weights, dims: NoiseDims): Float32Array {
  if (!rollsWaves(a.dice) && !rollsWaves(b.dice)) return weighted(a.noise, b.noise, main)
  const [wavesA, wavesB] = [rolledWaves(a.noise, a.dice, dims), rolledWaves(b.noise, b.dice, dims)]
  return toCells(mixed(wavesA, waveShares(a.dice, dims), wavesB, waveShares(b.dice, dims), t, main), dims)
}

/** `main` weighs the places that no die owns in either. */
function mixed<T extends Float32Array | Float64Array>(
  a: T,
  sharesA: Shares,
  b: T,
  sharesB: Shares,
  t: number,
  main: Weights,
): T {
  const turn = turnWeights(t)
  // By the numbers of both owners; 0 is nobody.
  const weights = [null, ...sharesA.dice].map(dieA =>
    [null, ...sharesB.dice].map((dieB): Weights => {
      if (!dieA && !dieB) return main
      return dieA?.key === dieB?.key ? [1, 0] : turn
    }),
  )
  for (let i = 0; i < a.length; i++) {
    const [wa, wb] = weights[sharesA.owner[i]!]![sharesB.owner[i]!]!
    a[i] = wa * a[i]! + wb * b[i]!
  }
  return a
}
