/** Base and slope of the straight line through points with the least squares. */
export function line(xs: readonly number[], ys: readonly number[]): { base: number; each: number } {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x0, y0] = [mean(xs), mean(ys)]
  const each =
    xs.reduce((sum, x, i) => sum + (x - x0) * (ys[i]! - y0), 0) /
    xs.reduce((sum, x) => sum + (x - x0) ** 2, 0)
  return { base: y0 - each * x0, each }
}

/** The k of y = c x^k: 1 is linear, 2 square. A straight line through the logarithms. */
export const exponent = (xs: readonly number[], ys: readonly number[]): number =>
  line(xs.map(Math.log), ys.map(Math.log)).each
