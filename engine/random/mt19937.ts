const size = 624
const middle = 397

export type Mt19937 = {
  /** The next unsigned 32-bit integer. */
  uint32(): number
  /** In [0, 1) on a grid of 2^-24: what torch.rand gives for float32. One integer, its low 24 bits. */
  float24(): number
  /** In [0, 1) on a grid of 2^-53: what torch.rand gives for float64. Two integers, the first is the high word. */
  double53(): number
}

/**
 * Mersenne Twister of Matsumoto and Nishimura 1998, seeded as torch.Generator('cpu').manual_seed does:
 * by the low 32 bits of the seed only, so 5 and 2^32 + 5 give the same numbers.
 */
export function mt19937(seed: bigint): Mt19937 {
  const state = new Uint32Array(size)
  state[0] = Number(seed & 0xffffffffn)
  for (let i = 1; i < size; i++) {
    const last = state[i - 1]! ^ (state[i - 1]! >>> 30)
    state[i] = Math.imul(1812433253, last) + i
  }
  let at = size

  const twist = (i: number, next: number, far: number) => {
    const bits = (state[i]! & 0x80000000) | (state[next]! & 0x7fffffff)
    state[i] = state[far]! ^ (bits >>> 1) ^ (bits & 1 ? 0x9908b0df : 0)
  }
  const refill = () => {
    for (let i = 0; i < size - middle; i++) twist(i, i + 1, i + middle)
    for (let i = size - middle; i < size - 1; i++) twist(i, i + 1, i + middle - size)
    twist(size - 1, 0, middle - 1)
    at = 0
  }

  const uint32 = () => {
    if (at === size) refill()
    let word = state[at++]!
    word ^= word >>> 11
    word ^= (word << 7) & 0x9d2c5680
    word ^= (word << 15) & 0xefc60000
    return (word ^ (word >>> 18)) >>> 0
  }
  return {
    uint32,
    float24: () => (uint32() & 0xffffff) * 2 ** -24,
    double53: () => {
      const high = uint32() & 0x1fffff
      return (high * 2 ** 32 + uint32()) * 2 ** -53
    },
  }
}
