import type { Latent } from '../sampling/sampler.ts'

/** Above this mean cosine A1111 mixes along the chord instead of the arc. */
const nearlyParallel = 0.9995

/**
 * Two starting noises mixed as A1111 does it for a variation seed: spherically, column by column.
 * `low` and `high`: [channels, height, width] of standard normals; `strength` 0..1, 0 is `low` alone.
 * A column runs down the height of one channel; each has an angle of its own.
 * Source: `slerp` in AUTOMATIC1111's modules/rng.py, after Shoemake 1985; its swapped weights on the chord are kept.
 */
export function mixNoise(
  low: Latent,
  high: Latent,
  strength: number,
  [channels, height, width]: readonly [number, number, number],
): Latent {
  const columns = channels * width
  const at = (column: number, y: number) =>
    (Math.floor(column / width) * height + y) * width + (column % width)
  const cosines = Array.from({ length: columns }, (_, column) =>
    cosineOf(low, high, height, y => at(column, y)),
  )
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / columns
  const out = new Float32Array(low.length)
  for (let column = 0; column < columns; column++) {
    const angle = Math.acos(Math.min(1, Math.max(-1, cosines[column]!)))
    const [a, b] =
      mean > nearlyParallel
        ? [strength, 1 - strength]
        : [Math.sin((1 - strength) * angle) / Math.sin(angle), Math.sin(strength * angle) / Math.sin(angle)]
    for (let y = 0; y < height; y++) {
      const i = at(column, y)
      out[i] = a * low[i]! + b * high[i]!
    }
  }
  return out
}

function cosineOf(low: Latent, high: Latent, height: number, at: (y: number) => number): number {
  let dot = 0
  let lows = 0
  let highs = 0
  for (let y = 0; y < height; y++) {
    const a = low[at(y)]!
    const b = high[at(y)]!
    dot += a * b
    lows += a * a
    highs += b * b
  }
  return dot / Math.sqrt(lows * highs)
}
