const mask = (1n << 64n) - 1n

/** FNV-1a of 64 bits (Fowler, Noll and Vo) over UTF-8. */
function hash(text: string): bigint {
  let state = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(text)) state = ((state ^ BigInt(byte)) * 0x100000001b3n) & mask
  return state
}

/** Numbers in [0, 1) that a text decides: SplitMix64 (Steele et al. 2014), its upper 53 bits. */
export function stream(text: string): () => number {
  let state = hash(text)
  return () => {
    state = (state + 0x9e3779b97f4a7c15n) & mask
    let z = state
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask
    return Number((z ^ (z >> 31n)) >> 11n) / 2 ** 53
  }
}
