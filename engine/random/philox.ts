const keyStep0 = 0x9e3779b9
const keyStep1 = 0xbb67ae85
const multiplier0 = 0xd2511f53
const multiplier1 = 0xcd9e8d57

/** High 32 bits of the 64-bit product of two unsigned 32-bit numbers, in halves because doubles hold only 53 bits. */
function highWord(a: number, b: number): number {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const carry = ((aLow * bLow) >>> 16) + ((aHigh * bLow) & 0xffff) + ((aLow * bHigh) & 0xffff)
  return (aHigh * bHigh + ((aHigh * bLow) >>> 16) + ((aLow * bHigh) >>> 16) + (carry >>> 16)) >>> 0
}

/**
 * Philox4x32-10 of Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3": ten rounds over a 128-bit
 * counter under a 64-bit key. Writes four unsigned words to `out` and keeps nothing between calls.
 */
export function philox4x32(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
  out: Uint32Array,
): void {
  let [c0, c1, c2, c3] = counter
  let [k0, k1] = key
  for (let round = 0; round < 10; round++) {
    const high0 = highWord(multiplier0, c0)
    const low0 = Math.imul(multiplier0, c0)
    const high1 = highWord(multiplier1, c2)
    const low1 = Math.imul(multiplier1, c2)
    c0 = (high1 ^ c1 ^ k0) >>> 0
    c1 = low1 >>> 0
    c2 = (high0 ^ c3 ^ k1) >>> 0
    c3 = low0 >>> 0
    k0 = (k0 + keyStep0) >>> 0
    k1 = (k1 + keyStep1) >>> 0
  }
  out[0] = c0
  out[1] = c1
  out[2] = c2
  out[3] = c3
}

/**
 * The two words that element `i` of draw number `offset` gets, for i = 0..n-1, as pairs in one array of 2n. The
 * counter is (offset, 0, i, 0) and the key is the seed: one Philox subsequence for each element, as CUDA threads have.
 */
export function philoxPairs(seed: bigint, offset: number, n: number): Uint32Array {
  const key = [Number(seed & 0xffffffffn), Number((seed >> 32n) & 0xffffffffn)] as const
  const counter: [number, number, number, number] = [offset >>> 0, 0, 0, 0]
  const words = new Uint32Array(4)
  const pairs = new Uint32Array(2 * n)
  for (let i = 0; i < n; i++) {
    counter[2] = i
    philox4x32(counter, key, words)
    pairs[2 * i] = words[0]!
    pairs[2 * i + 1] = words[1]!
  }
  return pairs
}
