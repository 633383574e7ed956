/** One round: every roll that is left is drawn in `steps`, and the best `keep` of them go on. */
type Round = { steps: number; keep: number }
export type Plan = { rolls: number; rounds: Round[] }

export type Budget = {
  /** How many a person wants rolled, and how many of them kept. */
  rolls: number
  keep: number
  /** Steps of the first round, and of the picture in full. */
  first: number
  full: number
  /** Rolls that the first round has drawn already. */
  drawn: number
  /** As measured on those, and what is left of the budget. */
  msPerStep: number
  msLeft: number
}

/** A later round takes so many times the steps of the one before and as many rolls fewer, so that each costs much the same. */
const ratio = 2.5

/**
 * Successive halving (Jamieson & Talwalkar 2016, arXiv:1502.07943) within a budget: all are rolled cheaply, the better
 * part is drawn again in more steps, and so on; what is left is drawn in full, which the budget is not for. Where time
 * is short the later rounds go first, then rolls; those that are drawn already stay.
 */
export function planOf(budget: Budget): Plan {
  const { rolls, keep, first, full, drawn, msPerStep, msLeft } = budget
  const affordable = msLeft / msPerStep
  const whole = laterRounds(rolls, keep, first, full)
  for (let count = whole.length; count >= 0; count--) {
    const later = whole.slice(0, count)
    const cost = (rolls - drawn) * first + costOf(later, survivorsOf(rolls, later, keep))
    if (cost <= affordable) return planWith(rolls, keep, first, later)
  }
  const fewer = drawn + Math.max(0, Math.floor(affordable / first))
  return planWith(Math.max(Math.min(rolls, fewer), Math.min(keep, rolls), 1), keep, first, [])
}

/** Steps of the rounds after the first. */
function laterRounds(rolls: number, keep: number, first: number, full: number): number[] {
  const steps: number[] = []
  let left = rolls / ratio
  for (let next = Math.round(first * ratio); next < full && left > keep; next = Math.round(next * ratio)) {
    steps.push(next)
    left /= ratio
  }
  return steps
}

/** How many begin each later round. */
const survivorsOf = (rolls: number, later: readonly number[], keep: number): number[] =>
  later.map((_, i) => Math.max(keep, Math.round(rolls / ratio ** (i + 1))))

const costOf = (later: readonly number[], begin: readonly number[]) =>
  later.reduce((sum, steps, i) => sum + steps * begin[i]!, 0)

function planWith(rolls: number, keep: number, first: number, later: readonly number[]): Plan {
  const begin = survivorsOf(rolls, later, keep)
  const steps = [first, ...later]
  return {
    rolls,
    rounds: steps.map((steps, i) => ({ steps, keep: Math.min(rolls, begin[i] ?? keep) })),
  }
}

/** Steps of all rounds together. */
export const stepsOf = ({ rolls, rounds }: Plan): number =>
  rounds.reduce((sum, { steps }, i) => sum + steps * (i === 0 ? rolls : rounds[i - 1]!.keep), 0)

/** What was done, for people: "64 rolled in 4 steps, 16 again in 10, 4 kept". */
export function toldPlan({ rolls, rounds }: Plan): string {
  const later = rounds.slice(1).map(({ steps }, i) => `${rounds[i]!.keep} of them again in ${steps}`)
  return [`${rolls} rolled in ${rounds[0]!.steps} steps`, ...later, `${rounds.at(-1)!.keep} kept`].join(', ')
}
