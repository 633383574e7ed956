import type { Steerability } from '#shared/steerability.ts'
import type { Dial } from '../stores/dials.ts'
import { t } from '../strings.ts'
import { show } from './Strip.tsx'

/** What a measured knob comes to: where it works, and how much else it changes there. */
export function meterSentence(
  dial: Dial,
  amounts: readonly number[],
  { effect, drift, works, from, to }: Steerability,
): string {
  const says = t.steering.meter
  if (!works) return says.nothing
  const text = (amount: number) => show(dial, amount)
  const open = { below: from === amounts[0], above: to === amounts.at(-1) }
  const reach =
    open.below && open.above
      ? says.allTheWay(text(from), text(to))
      : open.below
        ? says.upTo(text(to))
        : open.above
          ? says.downTo(text(from))
          : says.between(text(from), text(to))
  const ends = [amounts.indexOf(from), amounts.indexOf(to)]
  const share = sum(ends.map(k => drift[k]!)) / sum(ends.map(k => Math.abs(effect[k]!)))
  const aside = share < 0.5 ? says.pure : share < 1 ? says.mixed : says.impure
  return `${reach} ${aside}`
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
