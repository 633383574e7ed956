/** A whole number from 0 to `below` - 1. */
export type Roll = (below: number) => number

/** mulberry32: the same faults every time. */
export function dice(seed: number): Roll {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

export const oneOf = <T>(values: readonly T[], roll: Roll): T => values[roll(values.length)]!
