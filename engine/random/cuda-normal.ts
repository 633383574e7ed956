import { philoxPairs } from './philox.ts'

/** cuRAND keeps 2^-32 * 2 pi as one float32 constant. */
const angleScale = 2 ** -32 * Math.fround(2 * Math.PI)

/** The uniform in (0, 1) that cuRAND makes of a 32-bit word: the middle of the word's cell, so never 0 or 1. */
export const openUniform = (word: number): number => word * 2 ** -32 + 2 ** -33

/**
 * Standard normals as torch draws them on a CUDA device and A1111 under "RNG: NV": Box-Muller on the first two
 * Philox words of every element, the sine half only. Every call moves the counter on by one.
 * torch agrees as long as n is at most the number of threads that the card runs at once (more than 10^5 on
 * desktop cards; a 512x512 latent has 16,384 values); beyond it torch reuses threads, A1111 does not, and we follow A1111.
 */
export function cudaNormals(seed: bigint) {
  let offset = 0
  return {
    /** n float32 values. */
    normal(n: number): Float32Array {
      const pairs = philoxPairs(seed, offset++, n)
      const out = new Float32Array(n)
      for (let i = 0; i < n; i++) {
        const radius = Math.sqrt(-2 * Math.log(openUniform(pairs[2 * i]!)))
        out[i] = radius * Math.sin(pairs[2 * i + 1]! * angleScale + angleScale / 2)
      }
      return out
    },
  }
}
