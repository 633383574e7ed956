import type { Measures } from './measure-picture.ts'

/** What a person would call the difference between two rolls, as measured in their pictures. */
export const labels = ['hue', 'area', 'angle', 'x', 'y', 'brightness'] as const
export type Label = (typeof labels)[number]

/** Pearson's r. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  for (const [i, x] of a.entries()) {
    ab += (x - ma) * (b[i]! - mb)
    aa += (x - ma) ** 2
    bb += (b[i]! - mb) ** 2
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0
}

/** A number against an angle in degrees (Mardia 1976): how much of it sine and cosine together explain, 0..1. */
function circularCorrelation(a: readonly number[], degrees: readonly number[]): number {
  const cos = degrees.map(value => Math.cos((value * Math.PI) / 180))
  const sin = degrees.map(value => Math.sin((value * Math.PI) / 180))
  const [rc, rs, rcs] = [correlation(a, cos), correlation(a, sin), correlation(cos, sin)]
  return rcs ** 2 < 1 - 1e-9
    ? Math.sqrt(Math.max(0, (rc ** 2 + rs ** 2 - 2 * rc * rs * rcs) / (1 - rcs ** 2)))
    : 0
}

export const withLabel = (places: readonly number[], measures: readonly Measures[], label: Label): number => {
  const values = measures.map(measured => measured[label])
  if (label === 'hue') return circularCorrelation(places, values)
  // Half a turn brings a subject's axis onto itself: the angle counts double.
  return label === 'angle'
    ? circularCorrelation(
        places,
        values.map(value => 2 * value),
      )
    : Math.abs(correlation(places, values))
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

export const deviation = (values: readonly number[]): number => {
  const middle = mean(values)
  return Math.sqrt(mean(values.map(value => (value - middle) ** 2)))
}

const ranks = (values: readonly number[]) => {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!)
  const rank = new Array<number>(values.length)
  order.forEach((i, at) => {
    rank[i] = at
  })
  return rank
}

/** Spearman's rank correlation; ties, of which real scores have none, in the order in which they come. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  return correlation(ranks(a), ranks(b))
}
