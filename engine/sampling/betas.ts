import type { SchedulerConfig } from './scheduler-config.ts'

export const linspace = (from: number, to: number, n: number): number[] =>
  Array.from({ length: n }, (_, i) => (n === 1 ? from : from + ((to - from) * i) / (n - 1)))

/** Variance added per training step, by the names diffusers gives to the ways of spacing them. */
const spaced = {
  linear: (start, end, n) => linspace(start, end, n),
  scaled_linear: (start, end, n) => linspace(Math.sqrt(start), Math.sqrt(end), n).map(root => root * root),
  // Nichol and Dhariwal 2021, arXiv:2102.09672, eq. 17; no step may remove more than 0.999 of the signal
  squaredcos_cap_v2: (_start, _end, n) => {
    const alphaBar = (t: number) => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2
    return Array.from({ length: n }, (_, i) => Math.min(1 - alphaBar((i + 1) / n) / alphaBar(i / n), 0.999))
  },
} satisfies Record<string, (start: number, end: number, n: number) => number[]>

/** Rescales to no signal at the last step: Lin et al. 2023, arXiv:2305.08891, algorithm 1, on sqrt(alpha-bar). */
function withZeroTerminalSnr(alphaBars: Float64Array): Float64Array {
  const first = Math.sqrt(alphaBars[0]!)
  const last = Math.sqrt(alphaBars.at(-1)!)
  const rescaled = alphaBars.map(bar => (((Math.sqrt(bar) - last) * first) / (first - last)) ** 2)
  // not quite 0, so that sigma stays finite: 4096 with diffusers' 2^-24, unless the step before is lower still
  rescaled[rescaled.length - 1] = Math.min(2 ** -24, (rescaled.at(-2) ?? 1) / 2)
  return rescaled
}

/**
 * alpha-bar, the share of signal variance that is left after each training step; in (0, 1), falling. In float32
 * where torch is: at the clean end 1 - alpha-bar magnifies its rounding to 1e-4 of sigma.
 */
export function alphaBars(
  { trainTimesteps, zeroTerminalSnr }: SchedulerConfig,
  betas: NonNullable<SchedulerConfig['betas']>,
): Float64Array {
  const values =
    'trained' in betas ? betas.trained : spaced[betas.schedule](betas.start, betas.end, trainTimesteps)
  let bar = 1
  const bars = Float64Array.from(values, beta => {
    bar *= Math.fround(1 - Math.fround(beta))
    return Math.fround(bar)
  })
  return zeroTerminalSnr && bars.length > 1 ? withZeroTerminalSnr(bars) : bars
}
