/** Abramowitz and Stegun 7.1.26, at most 1.5e-7 off. */
function cumulative(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2)
  const series =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
  const half = 0.5 * series * Math.exp((-x * x) / 2)
  return x < 0 ? half : 1 - half
}

/** Kolmogorov and Smirnov's largest distance between the values and N(0, 1), times the root of their number. */
function kolmogorov(values: Float64Array): number {
  const sorted = values.slice().sort()
  const n = sorted.length
  let worst = 0
  for (let i = 0; i < n; i++) {
    const expected = cumulative(sorted[i]!)
    worst = Math.max(worst, Math.abs(expected - i / n), Math.abs(expected - (i + 1) / n))
  }
  return worst * Math.sqrt(n)
}

export type Verdict = {
  /** Below 1.63 in 99 of 100 true samples. */
  kolmogorov: number
  /** Mean and mean square of all values, in standard errors from 0 and 1. */
  mean: number
  scale: number
  /** The largest covariance of two different cells, and the largest excess of a variance, in standard errors. */
  worstPair: number
  worstCell: number
  /** Mean square of all covariances, in standard errors from what chance gives. */
  pairs: number
}

/** What `draws` vectors of `size` values, one after another, look like beside N(0, I). */
export function judge(all: Float64Array, size: number): Verdict {
  const draws = all.length / size
  const sums = new Float64Array(size * size)
  let total = 0
  for (let d = 0; d < draws; d++) {
    const from = d * size
    for (let i = 0; i < size; i++) {
      const value = all[from + i]!
      total += value
      const row = i * size
      for (let j = 0; j <= i; j++) sums[row + j] = sums[row + j]! + value * all[from + j]!
    }
  }
  let squares = 0
  let pairs = 0
  let worstPair = 0
  let worstCell = 0
  for (let i = 0; i < size; i++) {
    const variance = sums[i * size + i]! / draws
    squares += variance
    worstCell = Math.max(worstCell, Math.abs(variance - 1) * Math.sqrt(draws / 2))
    for (let j = 0; j < i; j++) {
      const covariance = (sums[i * size + j]! / draws) * Math.sqrt(draws)
      pairs += covariance ** 2
      worstPair = Math.max(worstPair, Math.abs(covariance))
    }
  }
  const count = (size * (size - 1)) / 2
  return {
    kolmogorov: kolmogorov(all),
    mean: Math.abs(total / all.length) * Math.sqrt(all.length),
    scale: (Math.abs(squares / size - 1) * Math.sqrt(all.length)) / Math.SQRT2,
    worstPair,
    worstCell,
    pairs: (pairs / count - 1) * Math.sqrt(count / 2),
  }
}
