import { timeLeft } from '#shared/time-left.ts'

/**
 * Milliseconds left of pictures whose steps are drawn at one pace until `from`, and at another from there on. Until a step
 * of the second was seen, it counts as the first.
 */
export function stepClock(from = Number.POSITIVE_INFINITY, now = () => performance.now()) {
  /** When steps ended, as far as they were of this pace alone. */
  const ends: [number[], number[]] = [[0], [0]]
  let last = now()
  return (step: number, of: number, passesAfter: number): number | null => {
    const at = now()
    const mine = ends[step < from ? 0 : 1]
    mine.push(mine.at(-1)! + at - last)
    last = at
    const first = Math.min(from - 1, of)
    const left = [
      Math.max(0, first - step) + passesAfter * first,
      of - Math.max(first, step) + passesAfter * (of - first),
    ] as const
    const told = ends.map((each, i) => timeLeft(each, left[i]!))
    const other = (i: 0 | 1) => told[i] ?? timeLeft(ends[i ? 0 : 1], left[i])
    const [one, two] = [other(0), other(1)]
    return one === null || two === null ? null : one + two
  }
}
