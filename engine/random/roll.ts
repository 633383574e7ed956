import type { DiceParts } from '#shared/dice.ts'
import { dct, inverseDct } from './dct.ts'
import { cellShares, type NoiseDims, type Shares, waveShares } from './dice.ts'

type Values = Float32Array | Float64Array

/**
 * Redraws parts of a starting noise, each from a stream of its own: first the waves of layout or texture (an
 * orthonormal change of basis leaves N(0, I) as it is), then whole channels, then regions cell by cell. `noise` and the
 * result: [channels, height, width]. What no die touches keeps its bits: cells outside, or, once waves are redrawn, the
 * other waves before they are turned back into cells. Errors: as `cellShares`.
 */
export function rollParts(noise: Float32Array, dice: DiceParts, dims: NoiseDims): Float32Array {
  const out = rollsWaves(dice) ? toCells(rolledWaves(noise, dice, dims), dims) : noise.slice()
  return redraw(out, cellShares(dice, dims))
}

export const rollsWaves = ({ layout, texture }: DiceParts): boolean => layout !== null || texture !== null

/** The waves of every channel, [channels, height, width] in float64, with the layout's or the texture's redrawn. */
export function rolledWaves(noise: Float32Array, dice: DiceParts, dims: NoiseDims): Float64Array {
  const out = new Float64Array(noise.length)
  eachPlane(dims, (from, to, height, width) => out.set(dct(noise.subarray(from, to), height, width), from))
  return redraw(out, waveShares(dice, dims))
}

/** Waves back to cells, channel by channel. */
export function toCells(waves: Float64Array, dims: NoiseDims): Float32Array {
  const out = new Float32Array(waves.length)
  eachPlane(dims, (from, to, height, width) =>
    out.set(inverseDct(waves.subarray(from, to), height, width), from),
  )
  return out
}

/** Each place that a die owns gets the die's number, in place. */
export function redraw<T extends Values>(values: T, { owner, dice }: Shares): T {
  if (dice.length)
    for (let i = 0; i < owner.length; i++) if (owner[i]) values[i] = dice[owner[i]! - 1]!.draw(i)
  return values
}

function eachPlane(
  [channels, height, width]: NoiseDims,
  visit: (from: number, to: number, height: number, width: number) => void,
): void {
  const area = height * width
  for (let c = 0; c < channels; c++) visit(c * area, (c + 1) * area, height, width)
}
