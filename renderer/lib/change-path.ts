/** The shares of a curve as the points of an SVG line in a box of `frames` x 1, the highest of `most` at the top. */
export function linePath(shares: readonly number[], most: number): string {
  return shares
    .map((share, i) => `${i ? 'L' : 'M'}${i + 0.5} ${(1 - share / (most || 1)).toFixed(4)}`)
    .join('')
}

/** The same, closed along the bottom. */
export const areaPath = (shares: readonly number[], most: number): string =>
  shares.length ? `${linePath(shares, most)}L${shares.length - 0.5} 1L0.5 1Z` : ''
